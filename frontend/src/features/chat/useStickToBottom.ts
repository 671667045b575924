import { useCallback, useEffect, useRef, useState } from 'react';

/** Pixels from the end that still count as being there. */
export const NEAR_END = 64;

/** Follows the end of a scrolling list, but only while the reader is there. */
export function useStickToBottom() {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const height = useRef(0);
  const [away, setAway] = useState(false);

  const toEnd = useCallback(() => {
    following.current = true;
    setAway(false);
    const box = scroller.current;
    if (!box) return;
    box.scrollTop = box.scrollHeight;
    height.current = box.scrollHeight;
  }, []);

  /** Stays where the reader is led to, whatever grows. */
  const stay = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    following.current = false;
    height.current = box.scrollHeight;
    setAway(!isNearEnd(box));
  }, []);

  const onScroll = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    const near = isNearEnd(box);
    // What grows moves the end away from a reader who has not stirred.
    const stirred = box.scrollHeight === height.current;
    height.current = box.scrollHeight;
    if (near || stirred) following.current = near;
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

  return { scroller, content, onScroll, away, toEnd, stay };
}

const isNearEnd = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement) =>
  scrollHeight - scrollTop - clientHeight < NEAR_END;
