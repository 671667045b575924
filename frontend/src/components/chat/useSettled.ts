import { type SyntheticEvent, useEffect, useState } from 'react';

/** A preview covers the final picture no longer than this, decoded or not. */
const LONGEST_MS = 3_000;

/** Whether the picture at `url` has decoded, so that nothing flashes when its preview is taken away. */
export function useSettled(url: string | undefined) {
  const [settled, setSettled] = useState<string>();

  useEffect(() => {
    if (!url) return;
    const timer = setTimeout(() => setSettled(url), LONGEST_MS);
    return () => clearTimeout(timer);
  }, [url]);

  const onLoad = ({ currentTarget }: SyntheticEvent<HTMLImageElement>) => {
    const decoded = currentTarget.decode?.() ?? Promise.resolve();
    decoded.then(
      () => setSettled(url),
      () => setSettled(url),
    );
  };
  return { settled: url !== undefined && settled === url, onLoad };
}
