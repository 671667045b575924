import * as z from 'zod/mini';
import { listOf, numberOr, orNull, textOr } from './tolerant';

export const ROLES = ['user', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const account = z.object({
  id: z.string(),
  name: textOr(''),
  role: z.catch(z.enum(ROLES), 'user'),
  createdAt: orNull(z.string()),
  /** null = may sign in */
  disabledAt: orNull(z.string()),
  /** What it counts beside others in the line. */
  weight: numberOr(1),
  /** Whether it signs in here, and not at a provider; a gateway of the last release does not say. */
  hasPassword: z.catch(z.boolean(), true),
});
export type Account = z.infer<typeof account>;
export const accounts = z.object({ items: listOf(account) });

export const INVITED = ['visitor', ...ROLES] as const;
export type Invited = (typeof INVITED)[number];

/** An invite that can still be followed. */
const invite = z.object({
  id: z.string(),
  role: z.catch(z.enum(INVITED), 'user'),
  /** Whom it was made for. */
  note: textOr(''),
  usesLeft: numberOr(0),
  expiresAt: orNull(z.string()),
});
export type Invite = z.infer<typeof invite>;
export const invites = z.object({ items: listOf(invite) });

/** The link stands in this answer only. */
export const madeInvite = z.object({ link: z.string(), about: invite });

export type NewInvite = { role: Invited; uses: number; days: number; note: string };
