import type { Entry } from './timeline';

/** What the composer shows, and the place in the history that it came from; null for what was typed. */
export type Recalled = { text: string; at: number | null };

/**
 * The prompt that an arrow key brings into the composer, oldest prompt first in `history`; null when the key is the
 * textarea's. Only an empty composer, or one with an untouched prompt of the history, is changed: nothing typed is lost.
 */
export function recalled(history: readonly string[], { text, at }: Recalled, key: string): Recalled | null {
  const untouched = at !== null && history[at] === text;
  if (text !== '' && !untouched) return null;
  const from = untouched ? at : history.length;
  if (key === 'ArrowUp' && from > 0) return { text: history[from - 1] ?? '', at: from - 1 };
  if (key !== 'ArrowDown' || !untouched) return null;
  const next = history[from + 1];
  return next === undefined ? { text: '', at: null } : { text: next, at: from + 1 };
}

/** The prompts of a conversation, oldest first, without immediate repetitions. */
export const promptsOf = (entries: readonly Entry[]) =>
  withoutRepetitions(
    entries.flatMap((entry) => {
      if (entry.kind === 'draft') return [entry.draft.pictureRequest.prompt];
      return entry.message.role === 'user' ? [entry.message.content] : [];
    }),
  );

export const withoutRepetitions = (prompts: readonly string[]) =>
  prompts.filter((prompt, index) => prompt !== prompts[index - 1]);
