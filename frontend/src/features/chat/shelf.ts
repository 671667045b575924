import * as z from 'zod/mini';
import { pictureRequest } from '@/shared/contract/pictureRequest';
import { listOf, orNull } from '@/shared/contract/tolerant';
import { Problem, problemFields } from '@/shared/http/Problem';
import type { Shelf } from './Outbox';

/** The tab's own storage: a second tab does not send what this one is sending. */
const PLACE = 'imece.outbox';

/** As it lies in the storage, where the request keeps its old name: a tab goes on with what an older page has left. */
const draft = z.object({
  key: z.string(),
  /** An older page did not note it; how old its key is nobody knows. */
  writtenAt: z.catch(z.number(), () => Date.now()),
  conversationId: orNull(z.string()),
  wish: pictureRequest,
  problem: orNull(problemFields),
});

/** Drafts in the browser tab, for as long as it stays open. */
export const tabShelf: Shelf = {
  read: () => {
    try {
      const drafts = listOf(draft).parse(JSON.parse(sessionStorage.getItem(PLACE) ?? '[]'));
      return drafts.map(({ wish, problem, ...each }) => ({
        ...each,
        pictureRequest: wish,
        problem: problem && Problem.recalled(problem),
        accepted: null,
      }));
    } catch {
      return [];
    }
  },
  write: (drafts) => {
    try {
      const stored = drafts.map(({ pictureRequest, ...each }) => ({ ...each, wish: pictureRequest }));
      sessionStorage.setItem(PLACE, JSON.stringify(stored));
    } catch {
      // Storage may be forbidden or full; the drafts then last as long as the page.
    }
  },
};
