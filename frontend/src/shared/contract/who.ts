import * as z from 'zod/mini';
import { listOf, orNull } from './tolerant';

/** Who this browser is to the farm, and who gets in there. */
export const who = z.object({
  access: z.catch(z.enum(['open', 'invite', 'accounts']), 'open'),
  /** A gateway that tells more kinds than these has let this browser in. */
  kind: z.catch(z.enum(['nobody', 'visitor', 'account', 'key', 'operator']), 'visitor'),
  account: orNull(z.string()),
  name: orNull(z.string()),
  role: orNull(z.enum(['user', 'operator', 'admin'])),
  /** What may be done, such as draw or administer. */
  scopes: listOf(z.string()),
  /** Whether the account has a password here; one that signs in at a provider has none. */
  hasPassword: z.catch(z.boolean(), true),
  /** What the button of the other way to sign in says; null = there is none. */
  provider: orNull(z.string()),
  /** Whether this browser was another visitor before it followed a link. */
  canGoBack: z.catch(z.boolean(), false),
});
export type Who = z.infer<typeof who>;
