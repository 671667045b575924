import * as z from 'zod/mini';
import { numberOr } from './tolerant';

/** A picture of the visitor's own that jobs may begin from. */
export const upload = z.object({
  id: z.string(),
  url: z.string(),
  width: numberOr(0),
  height: numberOr(0),
});
