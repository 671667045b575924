import * as z from 'zod/mini';
import { orNull, textOr } from './tolerant';

/** What the link of an invite does: lets this browser in, makes an account, or gives one a new password. */
export const inviteLink = z.object({
  does: z.enum(['admit', 'join', 'password']),
  role: orNull(z.enum(['user', 'operator', 'admin'])),
  name: orNull(z.string()),
  expiresAt: orNull(z.string()),
});

/** Whom a link from another device leads to. */
export const origin = z.object({ kind: z.enum(['visitor', 'account']), name: orNull(z.string()) });

/** A link that was just made: path and token. */
export const madeLink = z.object({ link: textOr(''), expiresAt: orNull(z.string()) });
