import { inviteLink, madeLink, origin } from '@/shared/contract/links';
import { who } from '@/shared/contract/who';
import { command, request } from './request';

type Joining = { token: string; name?: string; password?: string };

/** The gateway's calls about who somebody is. */
export const access = {
  who: () => request('/api/session', who),

  signIn: (name: string, password: string) =>
    request('/api/session', who, { method: 'POST', body: { name, password } }),

  signOut: () => command('/api/session', { method: 'DELETE' }),

  lookAtInvite: (token: string) =>
    request('/api/invites/look', inviteLink, { method: 'POST', body: { token } }),

  acceptInvite: (joining: Joining) =>
    request('/api/invites/accept', inviteLink, { method: 'POST', body: joining }),

  lookAtOtherDevice: (token: string) =>
    request('/api/continue/look', origin, { method: 'POST', body: { token } }),

  continueHere: (token: string) =>
    request('/api/continue/accept', origin, { method: 'POST', body: { token } }),

  goBack: () => command('/api/continue/back', { method: 'POST' }),

  linkForOtherDevice: () => request('/api/continue', madeLink, { method: 'POST' }),

  linkToKeep: () => request('/api/continue/to-keep', madeLink, { method: 'POST' }),
};
