import * as z from 'zod/mini';
import { listOf, numberOr, orNull, textOr } from './tolerant';

/** Something that an operator lets pause. */
export const linePause = z.object({ lane: textOr(''), sentence: textOr(''), since: orNull(z.string()) });
export type LinePause = z.infer<typeof linePause>;

/** What stands in the place of a lane's name where the whole farm pauses. */
export const WHOLE_FARM = '*';

/** The lines of the farm in numbers, over everybody. */
export const queue = z.object({
  /** Why nothing begins although GPUs are free; null while all goes on, or if this page does not know the reason. */
  paused: orNull(z.enum(['picture-store'])),
  /** What an operator lets pause, the whole farm first. */
  pauses: listOf(linePause),
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
