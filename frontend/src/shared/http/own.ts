import { belongings, deletion, me, sessions } from '@/shared/contract/me';
import { command, request } from './request';

const part = encodeURIComponent;
const remove = (path: string) => request(path, deletion, { method: 'DELETE' });

/** The gateway's calls about what is one's own. */
export const own = {
  me: () => request('/api/me', me),

  belongings: () => request('/api/account/belongings', belongings),

  takeAlong: () => request('/api/account/belongings/take', belongings, { method: 'POST' }),

  sessions: () => request('/api/sessions', sessions),

  endSession: (id: string) => command(`/api/sessions/${part(id)}`, { method: 'DELETE' }),

  endSessions: () => command('/api/sessions', { method: 'DELETE' }),

  changePassword: (old: string, fresh: string) =>
    command('/api/account/password', { method: 'POST', body: { old, new: fresh } }),

  deletePicture: (jobId: string) => remove(`/api/images/${part(jobId)}`),

  /** With its prompt and its picture. */
  forgetJob: (id: string) => remove(`/api/jobs/${part(id)}?forget`),

  deleteConversation: (id: string) => remove(`/api/conversations/${part(id)}?pictures=true`),

  deleteUpload: (id: string) => remove(`/api/uploads/${part(id)}`),

  deleteEverything: () => remove('/api/me'),

  undo: (token: string) => command('/api/undo', { method: 'POST', body: { undo: token } }),
};
