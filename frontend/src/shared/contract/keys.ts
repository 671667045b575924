import * as z from 'zod/mini';
import { listOf, orNull, textOr } from './tolerant';

/** A key as its owner sees it; never its secret. */
export const key = z.object({
  id: z.string(),
  name: textOr(''),
  /** The person whose it is; null = the farm's own. */
  person: orNull(z.string()),
  scopes: listOf(z.string()),
  app: z.catch(z.boolean(), false),
  class: textOr('interactive'),
  /** What a key of the farm counts beside others; null = what its person counts. */
  weight: orNull(z.number()),
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

export const KEY_CLASSES = ['interactive', 'batch'] as const;
export type KeyClass = (typeof KEY_CLASSES)[number];
export type NewKey = {
  name: string;
  scopes: string[];
  class?: KeyClass;
  weight?: number;
  expiresInDays?: number;
  app?: boolean;
};
