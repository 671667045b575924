import * as z from 'zod/mini';
import { listOf, numberOr, textOr } from './tolerant';

/** What the farm offers; only what this page uses. */
export const options = z.object({
  limits: z.catch(z.object({ promptCharacters: numberOr(2000) }), { promptCharacters: 2000 }),
  engines: listOf(z.object({ engine: z.string(), label: textOr('') })),
});
export type Options = z.infer<typeof options>;
