import * as z from 'zod/mini';
import { listOf, numberOr, orNull, textOr } from './tolerant';

/** Something that is bounded; `of` null = it is not. */
const usedLimit = z.object({
  what: z.enum(['submits', 'waiting', 'pictures', 'gpu-seconds', 'bytes']),
  used: numberOr(0),
  of: orNull(z.number()),
  until: orNull(z.string()),
});
export type UsedLimit = z.infer<typeof usedLimit>;

/** What somebody has used of what they may. */
export const me = z.object({
  forbiddenUntil: orNull(z.string()),
  perMinute: numberOr(0),
  limits: listOf(usedLimit),
});

/** Where somebody is signed in. */
const session = z.object({
  id: z.string(),
  device: textOr(''),
  begunAt: orNull(z.string()),
  lastSeenAt: orNull(z.string()),
  here: z.catch(z.boolean(), false),
});
export type Session = z.infer<typeof session>;
export const sessions = z.object({ items: listOf(session) });

/** What this browser had before its person signed in. */
export const belongings = z.object({
  pictures: numberOr(0),
  live: numberOr(0),
  conversations: numberOr(0),
  /** Taking it along is the usual answer. */
  suggested: z.catch(z.boolean(), false),
});
export type Belongings = z.infer<typeof belongings>;

/** Something that is gone, unless it is undone. */
export const deletion = z.object({ undo: z.string(), until: orNull(z.string()) });
export type Deletion = z.infer<typeof deletion>;
