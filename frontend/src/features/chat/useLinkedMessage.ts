import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import type { Entry } from './timeline';

/** Shows the message that the address names after `#`, reading upwards until it is found; its key, or null. */
export function useLinkedMessage(
  entries: readonly Entry[],
  earlier: (() => void) | null,
  show: (index: number, key: string) => void,
): string | null {
  const { hash, key: visit } = useLocation();
  const wanted = hash.slice(1) || null;
  const shownAt = useRef<string | null>(null);

  useEffect(() => {
    if (!wanted || shownAt.current === visit) return;
    const index = entries.findIndex(({ key }) => key === wanted);
    if (index >= 0) {
      shownAt.current = visit;
      show(index, wanted);
    } else if (entries.length > 0) earlier?.();
  });
  return wanted;
}
