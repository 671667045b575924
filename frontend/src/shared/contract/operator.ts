import * as z from 'zod/mini';
import { jobView } from './job';
import { linePause } from './pause';
import { listOf, numberOr, orNull, textOr } from './tolerant';

/** A job with whose it is, as operators see it. */
export const ownedJob = z.object({
  owner: textOr(''),
  ownerKind: textOr('visitor'),
  ownerName: orNull(z.string()),
  withoutCookie: z.catch(z.boolean(), false),
  /** Its owner may not ask before; null = may. */
  forbiddenUntil: orNull(z.string()),
  lane: textOr(''),
  /** An operator moved it to the front of the line. */
  pinned: z.catch(z.boolean(), false),
  job: jobView,
});
export type OwnedJob = z.infer<typeof ownedJob>;

export const pauses = z.object({ items: listOf(linePause) });

export const cancelledJobs = z.object({ cancelled: numberOr(0), more: z.catch(z.boolean(), false) });

export const retriedJobs = z.object({
  retried: numberOr(0),
  already: numberOr(0),
  /** How many were refused, by the code of the refusal. */
  refused: z.catch(z.record(z.string(), z.number()), {}),
  next: orNull(z.string()),
});

const fields = orNull(z.record(z.string(), z.unknown()));

/** Something that was changed about others or about who may come in. */
export const auditEntry = z.object({
  id: z.number(),
  at: textOr(''),
  who: z.object({ kind: textOr(''), id: orNull(z.string()), name: orNull(z.string()) }),
  address: orNull(z.string()),
  what: textOr(''),
  on: z.object({ kind: textOr(''), id: orNull(z.string()) }),
  before: fields,
  after: fields,
});
export type AuditEntry = z.infer<typeof auditEntry>;
