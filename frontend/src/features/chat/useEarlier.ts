import { type RefObject, useCallback } from 'react';

/** Pixels from the top at which what came before is fetched. */
const NEAR = 600;

/** Reads on upwards in time, before the reader gets there. */
export function useEarlier(scroller: RefObject<HTMLDivElement | null>, earlier: (() => void) | null) {
  return useCallback(() => {
    const box = scroller.current;
    if (box && earlier && box.scrollTop < NEAR) earlier();
  }, [scroller, earlier]);
}
