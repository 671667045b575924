import * as z from 'zod/mini';
import { listOf, numberOr, textOr } from './tolerant';

/** The lines of the farm in numbers, over everybody. */
export const queue = z.object({
  lanes: listOf(
    z.object({
      lane: textOr(''),
      waiting: numberOr(0),
      running: numberOr(0),
      slots: numberOr(0),
      oldestWaitSeconds: numberOr(0),
      startedPerMinute: numberOr(0),
    }),
  ),
});
export type Queue = z.infer<typeof queue>;
