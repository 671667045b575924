import * as z from 'zod/mini';
import { attempt } from '@/shared/contract/attempt';
import { accepted, conversation, message, pageOf } from '@/shared/contract/chat';
import { jobView } from '@/shared/contract/job';
import { auditEntry, cancelledJobs, ownedJob, pauses, retriedJobs } from '@/shared/contract/operator';
import { options } from '@/shared/contract/options';
import {
  type PictureRequest,
  pictureRequest as pictureRequestFields,
} from '@/shared/contract/pictureRequest';
import { queue, quote } from '@/shared/contract/queue';
import { listOf, numberOr } from '@/shared/contract/tolerant';
import { upload } from '@/shared/contract/upload';
import { worker, workers } from '@/shared/contract/worker';
import { Problem } from './Problem';
import { command, request } from './request';

const part = encodeURIComponent;
const PAUSES = '/api/operator/pauses';

/** `?a=1&b=2` of what is neither null nor empty. */
const query = (parameters: Record<string, string | null>) => {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
};

const unlessMissing = (problem: unknown) => {
  if (problem instanceof Problem && problem.status === 404 && problem.isRefusal) return null;
  throw problem;
};

/** The gateway's calls that this app makes, by the contract's names. */
export const gateway = {
  newestConversation: async () => {
    const page = await request('/api/conversations?limit=1', pageOf(conversation));
    return page.items[0] ?? null;
  },

  conversations: (search: string, before: string | null) =>
    request(`/api/conversations${query({ q: search, before })}`, pageOf(conversation)),

  renameConversation: (id: string, title: string) =>
    request(`/api/conversations/${part(id)}`, conversation, { method: 'PATCH', body: { title } }),

  /** Deleted already is deleted. */
  deleteConversation: (id: string) =>
    command(`/api/conversations/${part(id)}`, { method: 'DELETE' }).catch(unlessMissing),

  /** The same key makes the same conversation, however often and from whichever tab it is asked for. */
  createConversation: (title: string, idempotencyKey: string) =>
    request('/api/conversations', conversation, { method: 'POST', body: { title }, idempotencyKey }),

  messages: (conversationId: string, before: string | null) =>
    request(`/api/conversations/${part(conversationId)}/messages${query({ before })}`, pageOf(message)),

  submit: (conversationId: string, pictureRequest: PictureRequest, idempotencyKey: string) =>
    request(`/api/conversations/${part(conversationId)}/messages`, accepted, {
      method: 'POST',
      // In one order of its fields, for a key belongs to the very bytes that came with it first.
      body: z.parse(pictureRequestFields, pictureRequest),
      idempotencyKey,
    }),

  /** A picture to begin from. */
  upload: (picture: Blob) => request('/api/uploads', upload, { method: 'POST', picture }),

  /** My jobs that wait or run, the newest first; `whole` unless there are more of them than one page holds. */
  liveJobs: async () => {
    const page = await request('/api/jobs?status=live&limit=200', pageOf(jobView));
    return { jobs: page.items, whole: page.next === null };
  },

  job: (id: string) => request(`/api/jobs/${part(id)}`, jobView).catch(unlessMissing),

  /** What I asked for, in all conversations, the newest first; one job each, so prompts repeat. */
  prompts: (search: string, before: string | null) =>
    request(`/api/jobs${query({ q: search, before })}`, pageOf(jobView)),

  /** My finished pictures, the newest first. */
  pictures: (wanted: Record<string, string>, before: string | null) =>
    request(`/api/jobs${query({ status: 'complete', ...wanted, before })}`, pageOf(jobView)),

  cancel: (id: string) => request(`/api/jobs/${part(id)}`, jobView, { method: 'DELETE' }),

  cancelWaiting: () =>
    request('/api/jobs?status=queued', z.object({ cancelled: numberOr(0) }), { method: 'DELETE' }),

  retry: (id: string) => request(`/api/jobs/${part(id)}/retry`, jobView, { method: 'POST' }),

  attempts: (id: string) => request(`/api/jobs/${part(id)}/attempts`, listOf(attempt)),

  queue: () => request('/api/queue', queue),

  quote: (picture: Record<string, string | null>) => request(`/api/queue/quote${query(picture)}`, quote),

  options: () => request('/api/options', options),

  /** For the operator, as everything below. */
  workers: () => request('/api/workers', workers),

  order: (workerId: string, order: 'drain' | 'resume') =>
    request(`/api/workers/${part(workerId)}/${order}`, worker, { method: 'POST' }),

  /** Everybody's jobs, the newest first. */
  everybodysJobs: (wanted: Record<string, string>, before: string | null) =>
    request(`/api/operator/jobs${query({ ...wanted, before })}`, pageOf(ownedJob)),

  cancelEverybodys: (wanted: Record<string, string>) =>
    request(`/api/operator/jobs${query({ ...wanted, status: 'live' })}`, cancelledJobs, { method: 'DELETE' }),

  retryEverybodys: (wanted: Record<string, string>) =>
    request(`/api/operator/jobs/retry${query(wanted)}`, retriedJobs, { method: 'POST' }),

  /** Before all that were not moved; `false` moves it back to its turn. */
  moveToFront: (id: string, front: boolean) =>
    request(`/api/operator/jobs/${part(id)}/front`, jobView, { method: front ? 'POST' : 'DELETE' }),

  pauses: () => request(PAUSES, pauses),

  /** A lane, or `*` for the whole farm. */
  pause: (lane: string, sentence: string) =>
    request(`${PAUSES}${query({ lane })}`, pauses, { method: 'PUT', body: { sentence } }),

  resume: (lane: string) => request(`${PAUSES}${query({ lane })}`, pauses, { method: 'DELETE' }),

  /** Null lets the owner ask again. */
  forbidOwner: (owner: string, forbiddenUntil: string | null) =>
    command(`/api/operator/owners/${part(owner)}`, { method: 'PATCH', body: { forbiddenUntil } }),

  /** The same for everybody from where a caller without a cookie came. */
  forbidAddressOf: (owner: string, forbiddenUntil: string | null) =>
    command(`/api/operator/owners/${part(owner)}/address`, { method: 'PATCH', body: { forbiddenUntil } }),

  audit: (wanted: Record<string, string>, before: string | null) =>
    request(`/api/operator/audit${query({ ...wanted, before })}`, pageOf(auditEntry)),

  openOperatorSession: (token: string) =>
    command('/api/operator/session', { method: 'POST', body: { token } }),

  closeOperatorSession: () => command('/api/operator/session', { method: 'DELETE' }),
};
