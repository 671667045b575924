import * as z from 'zod/mini';
import { listOf, numberOr } from './tolerant';

/** The lines of the farm in numbers, over everybody. */
export const queue = z.object({
  lanes: listOf(z.object({ waiting: numberOr(0), running: numberOr(0), slots: numberOr(0) })),
});
export type Queue = z.infer<typeof queue>;
