import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react';

/** Pixels from the top at which what came before is fetched. */
const NEAR = 600;

/** Reads on upwards: fetches in time, and what is being read stays where it is when more appears above it. */
export function useEarlier(
  scroller: RefObject<HTMLDivElement | null>,
  firstKey: string | undefined,
  earlier: (() => void) | null,
) {
  const seen = useRef({ firstKey, height: 0 });

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const { firstKey: former, height } = seen.current;
    const grewAbove = former !== undefined && former !== firstKey && box.scrollHeight > height;
    if (grewAbove) box.scrollTop += box.scrollHeight - height;
    seen.current = { firstKey, height: box.scrollHeight };
  });

  return useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    seen.current.height = box.scrollHeight;
    if (earlier && box.scrollTop < NEAR) earlier();
  }, [scroller, earlier]);
}
