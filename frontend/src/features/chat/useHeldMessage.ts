import { type RefObject, useCallback, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import type { Entry } from './timeline';

/** What a reader does to look elsewhere; a scroll event alone may as well be the list's own doing. */
const STIRS = ['wheel', 'touchmove', 'pointerdown', 'keydown', 'focusin'] as const;

type Elements = { scroller: RefObject<HTMLElement | null>; content: RefObject<HTMLElement | null> };

/**
 * Keeps the message that the reader was led to in view, until the reader stirs: messages that are read in above it give
 * it another index, and cards come to their real height one after the other.
 */
export function useHeldMessage(
  entries: readonly Entry[],
  { scroller, content }: Elements,
  show: (index: number) => void,
) {
  const held = useRef<string | null>(null);

  const showHeld = useEffectEvent(() => {
    if (held.current === null) return;
    const index = entries.findIndex(({ key }) => key === held.current);
    if (index >= 0) show(index);
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: other entries, another index
  useLayoutEffect(() => showHeld(), [entries]);

  const letGo = useCallback(() => {
    held.current = null;
  }, []);

  useEffect(() => {
    const box = scroller.current;
    if (!box || !content.current) return;
    const observer = new ResizeObserver(() => showHeld());
    observer.observe(content.current);
    observer.observe(box);
    for (const stir of STIRS) box.addEventListener(stir, letGo, { passive: true });
    return () => {
      observer.disconnect();
      for (const stir of STIRS) box.removeEventListener(stir, letGo);
    };
  }, [scroller, content, letGo]);

  const hold = useCallback((key: string) => {
    held.current = key;
  }, []);

  const holds = useCallback(() => held.current !== null, []);
  return { hold, letGo, holds };
}
