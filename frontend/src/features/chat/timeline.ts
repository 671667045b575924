import type { Accepted, Message } from '@/shared/contract/chat';
import type { PictureRequest } from '@/shared/contract/pictureRequest';
import type { Problem } from '@/shared/http/Problem';

/** The gateway keeps keys for a day from when it first heard of them, which is no earlier than the draft was written. */
const KEY_LIVES_MS = 23 * 60 * 60 * 1_000;

/** A prompt on its way. Its key is the Idempotency-Key, so sending it again never makes a second picture. */
export type Draft = {
  key: string;
  /** When the key was drawn, in ms since 1970. */
  writtenAt: number;
  /** Null until the first prompt of a new chat has made its conversation. */
  conversationId: string | null;
  pictureRequest: PictureRequest;
  problem: Problem | null;
  /** The gateway's answer, until the conversation itself shows these messages. */
  accepted: Accepted | null;
};

export type Entry =
  | { kind: 'message'; key: string; message: Message }
  | { kind: 'draft'; key: string; draft: Draft };

/** Whether the gateway may have forgotten the draft's key: sent under it, it could become a second picture. */
export const isExpired = ({ writtenAt, accepted }: Draft, now: number) =>
  !accepted && now - writtenAt >= KEY_LIVES_MS;

/**
 * What the conversation shows, oldest first: its messages, then what is still on its way. No message stands twice, nor
 * beside the draft that it was: it carries its key.
 */
export function timeline(messages: readonly Message[], drafts: readonly Draft[]): Entry[] {
  const arrived = keysOf(messages);
  const shown = new Set<string>();
  const entries: Entry[] = [];
  const show = (message: Message) => {
    if (shown.has(message.id)) return;
    shown.add(message.id);
    entries.push({ kind: 'message', key: message.id, message });
  };
  messages.forEach(show);
  for (const draft of drafts) {
    if (draft.accepted) {
      show(draft.accepted.userMessage);
      show(draft.accepted.botMessage);
    } else if (!arrived.has(draft.key)) entries.push({ kind: 'draft', key: draft.key, draft });
  }
  return entries;
}

/** The drafts that are still needed once the conversation shows `messages`. */
export function stillNeeded(drafts: readonly Draft[], messages: readonly Message[]): readonly Draft[] {
  const ids = new Set(messages.map((message) => message.id));
  const arrived = keysOf(messages);
  const needed = drafts.filter(({ key, accepted }) =>
    accepted ? !ids.has(accepted.botMessage.id) : !arrived.has(key),
  );
  return needed.length === drafts.length ? drafts : needed;
}

const keysOf = (messages: readonly Message[]) =>
  new Set(messages.flatMap(({ idempotencyKey }) => idempotencyKey ?? []));
