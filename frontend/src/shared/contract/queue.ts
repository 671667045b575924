import * as z from 'zod/mini';
import { eta } from './job';
import { linePause } from './pause';
import { listOf, numberOr, orNull, textOr } from './tolerant';

/** The lines of the farm in numbers, over everybody. */
export const queue = z.object({
  /** Why nothing begins although GPUs are free; null while all goes on, or if this page does not know the reason. */
  paused: orNull(z.enum(['picture-store'])),
  /** How true expected times were lately; null before the first. */
  forecasts: orNull(z.object({ told: numberOr(0), coverage: numberOr(0), medianErrorSeconds: numberOr(0) })),
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
  /** What an operator lets pause, the whole farm first. */
  pauses: listOf(linePause),
});
export type Queue = z.infer<typeof queue>;

/** When a picture would be there that were asked for now; null where nothing can be known. */
export const quote = z.object({ eta: orNull(eta) });
