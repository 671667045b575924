import * as z from 'zod/mini';
import { listOf, orNull, textOr } from './tolerant';

/** A key as its owner sees it; never its secret. */
const key = z.object({
  id: z.string(),
  name: textOr(''),
  /** The person whose it is; null = the farm's own. */
  person: orNull(z.string()),
  scopes: listOf(z.string()),
  app: z.catch(z.boolean(), false),
  class: textOr('interactive'),
  createdAt: orNull(z.string()),
  expiresAt: orNull(z.string()),
  lastUsedAt: orNull(z.string()),
  lastUsedFrom: orNull(z.string()),
});
export type Key = z.infer<typeof key>;

export const keys = z.object({ items: listOf(key) });

/** A key that was just made: the whole of it, this once. */
export const madeKey = z.object({ key: z.string(), about: key });
export type MadeKey = z.infer<typeof madeKey>;

export type NewKey = { name: string; scopes: string[]; expiresInDays?: number; app?: boolean };
