import { type KeyClass, keys as keyList, key as keyView, madeKey, type NewKey } from '@/shared/contract/keys';
import { command, request } from './request';

const at = (farms: boolean) => (farms ? '/api/operator/keys' : '/api/keys');

/** The gateway's calls about keys: one's own, and those of the farm. */
export const keyCalls = {
  list: (farms: boolean) => request(at(farms), keyList),

  make: (farms: boolean, key: NewKey) => request(at(farms), madeKey, { method: 'POST', body: key }),

  /** For administrators. */
  change: (id: string, change: { class?: KeyClass; weight?: number }) =>
    request(`${at(true)}/${encodeURIComponent(id)}`, keyView, { method: 'PATCH', body: change }),

  revoke: (farms: boolean, id: string) =>
    command(`${at(farms)}/${encodeURIComponent(id)}`, { method: 'DELETE' }),
};
