import * as z from 'zod/mini';
import { numberOr, orNull, textOr } from './tolerant';

/** One run of a job, on one worker; it has no end while it runs. */
export const attempt = z.object({
  attempt: numberOr(0),
  worker: textOr(''),
  gpu: textOr(''),
  engine: textOr(''),
  startedAt: orNull(z.string()),
  endedAt: orNull(z.string()),
  outcome: orNull(z.string()),
  reason: orNull(z.string()),
});
export type Attempt = z.infer<typeof attempt>;
