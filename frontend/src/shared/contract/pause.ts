import * as z from 'zod/mini';
import { orNull, textOr } from './tolerant';

/** Something that an operator lets pause. */
export const linePause = z.object({ lane: textOr(''), sentence: textOr(''), since: orNull(z.string()) });
export type LinePause = z.infer<typeof linePause>;

/** What stands in the place of a lane's name where the whole farm pauses. */
export const WHOLE_FARM = '*';
