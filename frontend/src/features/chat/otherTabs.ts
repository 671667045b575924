import * as z from 'zod/mini';
import { randomUuid } from '@/shared/text/uuid';

const CHANNEL = 'imece.outbox';

/** Tabs of one browser answer at once, unless their machine is very busy. */
const ANSWER_WITHIN_MS = 400;

const said = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('who-has'), asker: z.string(), keys: z.array(z.string()) }),
  z.object({ kind: z.literal('mine'), asker: z.string(), keys: z.array(z.string()) }),
]);

/**
 * Asks the other tabs of this browser which of these drafts are theirs: a tab that was duplicated begins with a copy of all
 * that its original keeps. Where tabs cannot talk to each other, none is; the gateway then knows both by their keys.
 */
export function heldByOtherTabs(keys: readonly string[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0 || typeof BroadcastChannel === 'undefined') return Promise.resolve(new Set());
  const asker = randomUuid();
  const channel = new BroadcastChannel(CHANNEL);
  const theirs = new Set<string>();
  return new Promise((resolve) => {
    channel.addEventListener('message', ({ data }) => {
      const heard = said.safeParse(data).data;
      if (heard?.kind === 'mine' && heard.asker === asker) for (const key of heard.keys) theirs.add(key);
    });
    channel.postMessage({ kind: 'who-has', asker, keys });
    setTimeout(() => {
      channel.close();
      resolve(theirs);
    }, ANSWER_WITHIN_MS);
  });
}

/** Answers other tabs that ask so; returns how to stop. */
export function answerOtherTabs(mine: () => readonly string[]): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => {};
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', ({ data }) => {
    const heard = said.safeParse(data).data;
    if (heard?.kind !== 'who-has') return;
    const keys = heard.keys.filter((key) => mine().includes(key));
    if (keys.length > 0) channel.postMessage({ kind: 'mine', asker: heard.asker, keys });
  });
  return () => channel.close();
}
