import type { Accepted, Message } from '@/shared/contract/chat';
import type { PictureRequest } from '@/shared/contract/pictureRequest';
import type { Problem } from '@/shared/http/Problem';

/** A prompt on its way. Its key is the Idempotency-Key, so sending it again never makes a second picture. */
export type Draft = {
  key: string;
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

/** What the conversation shows, oldest first: its messages, then what is still on its way. No message stands twice. */
export function timeline(messages: readonly Message[], drafts: readonly Draft[]): Entry[] {
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
    } else entries.push({ kind: 'draft', key: draft.key, draft });
  }
  return entries;
}

/** The drafts that are still needed once the conversation shows `messages`. */
export function stillNeeded(drafts: readonly Draft[], messages: readonly Message[]): readonly Draft[] {
  const ids = new Set(messages.map((message) => message.id));
  const needed = drafts.filter(({ accepted }) => !accepted || !ids.has(accepted.botMessage.id));
  return needed.length === drafts.length ? drafts : needed;
}
