import * as z from 'zod/mini';
import { jobView } from './job';
import { listOf, numberOr, orNull, textOr } from './tolerant';

export const message = z.object({
  id: z.string(),
  role: z.enum(['user', 'bot']),
  content: textOr(''),
  /** Under which a prompt was sent; null from a gateway that does not tell it, and for what was not sent under one. */
  idempotencyKey: orNull(z.string()),
  createdAt: orNull(z.string()),
  jobs: listOf(jobView),
});
export type Message = z.infer<typeof message>;

export const conversation = z.object({
  id: z.string(),
  title: textOr(''),
  updatedAt: orNull(z.string()),
  liveJobs: numberOr(0),
});
export type Conversation = z.infer<typeof conversation>;

/** The 202 to a prompt. */
export const accepted = z.object({ userMessage: message, botMessage: message });
export type Accepted = z.infer<typeof accepted>;

/** One page of a list; `next` goes into `before` for the page that is older. */
export const pageOf = <T extends z.ZodMiniType>(item: T) =>
  z.object({ items: listOf(item), next: orNull(z.string()) });
