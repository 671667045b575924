import { account, accounts, invites, madeInvite, type NewInvite, type Role } from '@/shared/contract/people';
import { command, request } from './request';

const part = encodeURIComponent;
const ACCOUNTS = '/api/operator/accounts';
const INVITES = '/api/operator/invites';

/** The gateway's calls about who gets in. */
export const peopleCalls = {
  accounts: () => request(ACCOUNTS, accounts),

  change: (id: string, change: { role?: Role; disabled?: boolean }) =>
    request(`${ACCOUNTS}/${part(id)}`, account, { method: 'PATCH', body: change }),

  /** An account is an owner of the same id. */
  weigh: (id: string, weight: number) =>
    command(`/api/operator/owners/${part(id)}`, { method: 'PATCH', body: { weight } }),

  passwordLink: (id: string) =>
    request(`${ACCOUNTS}/${part(id)}/password-link`, madeInvite, { method: 'POST' }),

  invites: () => request(INVITES, invites),

  invite: (invite: NewInvite) => request(INVITES, madeInvite, { method: 'POST', body: invite }),

  revokeInvite: (id: string) => command(`${INVITES}/${part(id)}`, { method: 'DELETE' }),
};
