import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback } from 'react';
import type { Entry } from './timeline';
import { NEAR_END } from './useStickToBottom';

/** Pixels between two messages, as the list's style has it. */
const GAP = 24;

/** Above the first message, whether or not something stands there: what comes and goes there moves nothing. */
const HEAD = 64;
const BUBBLE = 48;
const CARD_WIDTH = 448;
const CARD_HEIGHT = 400;
const CAPTION = 64;

/** Drawn on either side of what is seen, so that short conversations stand there whole. */
const OVERSCAN = 30;

/** Close to what it will be, so that little moves when it is measured. */
function likelyHeight(entry: Entry | undefined): number {
  if (entry?.kind === 'message' && entry.message.role === 'user') return BUBBLE;
  const spec = entry?.kind === 'message' ? entry.message.jobs[0]?.spec : entry?.draft.pictureRequest;
  const ratio = spec?.width && spec.height ? spec.width / spec.height : 1;
  return Math.min(CARD_HEIGHT, CARD_WIDTH / ratio) + CAPTION;
}

/**
 * Of a conversation, however long, only what is near the window; the rest is room above and below it. What is being
 * read stays where it is while earlier messages appear above it or cards change their size.
 */
export function useLongList(entries: readonly Entry[], scroller: RefObject<HTMLDivElement | null>) {
  const list = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    getItemKey: useCallback((index: number) => entries[index]?.key ?? index, [entries]),
    estimateSize: (index) => likelyHeight(entries[index]),
    gap: GAP,
    paddingStart: HEAD,
    overscan: OVERSCAN,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: NEAR_END,
    useFlushSync: false,
  });
  const near = list.getVirtualItems();
  // Where nothing is laid out, nothing is left out.
  const indices = near.length > 0 ? near.map(({ index }) => index) : entries.map((_, index) => index);
  return {
    shown: indices.flatMap((index) => {
      const entry = entries[index];
      return entry ? [{ entry, index }] : [];
    }),
    measure: list.measureElement,
    before: near[0]?.start ?? HEAD,
    after: near.length > 0 ? Math.max(0, list.getTotalSize() - (near.at(-1)?.end ?? 0)) : 0,
    goTo: (index: number) => list.scrollToIndex(index, { align: 'center' }),
  };
}
