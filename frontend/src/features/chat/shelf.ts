import * as z from 'zod/mini';
import { listOf, orNull } from '@/shared/contract/tolerant';
import { settings } from '@/shared/contract/wish';
import { Problem, problemFields } from '@/shared/http/Problem';
import type { Shelf } from './Outbox';

/** The tab's own storage: a second tab does not send what this one is sending. */
const PLACE = 'imece.outbox';

const draft = z.object({
  key: z.string(),
  conversationId: orNull(z.string()),
  wish: z.extend(settings, { prompt: z.string() }),
  problem: orNull(problemFields),
});

/** Drafts in the browser tab, for as long as it stays open. */
export const tabShelf: Shelf = {
  read: () => {
    try {
      const drafts = listOf(draft).parse(JSON.parse(sessionStorage.getItem(PLACE) ?? '[]'));
      return drafts.map(({ problem, ...each }) => ({
        ...each,
        problem: problem && Problem.recalled(problem),
        accepted: null,
      }));
    } catch {
      return [];
    }
  },
  write: (drafts) => {
    try {
      sessionStorage.setItem(PLACE, JSON.stringify(drafts));
    } catch {
      // Storage may be forbidden or full; the drafts then last as long as the page.
    }
  },
};
