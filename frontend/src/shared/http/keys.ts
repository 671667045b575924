import { keys as keyList, madeKey, type NewKey } from '@/shared/contract/keys';
import { command, request } from './request';

const at = (farms: boolean) => (farms ? '/api/operator/keys' : '/api/keys');

/** The gateway's calls about keys: one's own, and those of the farm. */
export const keyCalls = {
  list: (farms: boolean) => request(at(farms), keyList),

  make: (farms: boolean, key: NewKey) => request(at(farms), madeKey, { method: 'POST', body: key }),

  revoke: (farms: boolean, id: string) =>
    command(`${at(farms)}/${encodeURIComponent(id)}`, { method: 'DELETE' }),
};
