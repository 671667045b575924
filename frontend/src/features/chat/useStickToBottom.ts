import { useCallback, useEffect, useRef, useState } from 'react';

/** Pixels from the end that still count as being there. */
const NEAR = 64;

/** Follows the end of a scrolling list, but only while the reader is there. */
export function useStickToBottom() {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const [away, setAway] = useState(false);

  const toEnd = useCallback(() => {
    following.current = true;
    setAway(false);
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, []);

  const onScroll = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    following.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    setAway(!following.current);
  }, []);

  useEffect(() => {
    if (!content.current || !scroller.current) return;
    const observer = new ResizeObserver(() => {
      if (following.current) toEnd();
    });
    observer.observe(content.current);
    observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [toEnd]);

  return { scroller, content, onScroll, away, toEnd };
}
