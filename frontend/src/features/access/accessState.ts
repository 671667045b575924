import type { Who } from '@/shared/contract/who';

/**
 * `unknown`: the farm has not said it yet. `out`: this browser is not let in. `ended`: it was, under what the page still shows,
 * and is not any more. `changed`: it is somebody else by now, for another tab has signed in.
 */
export type AccessState = 'unknown' | 'in' | 'out' | 'ended' | 'changed';

/**
 * Whether the farm lets a page in.
 *
 * @param held who it was when the farm first let it in; undefined = that has not happened
 * @param now who it is
 */
export function accessStateOf(held: Who | undefined, now: Who | undefined): AccessState {
  if (!now) return held ? 'in' : 'unknown';
  if (!held) return now.kind === 'nobody' ? 'out' : 'in';
  if (now.kind === 'nobody') return 'ended';
  if (held.account === now.account) return 'in';
  return held.account && !now.account ? 'ended' : 'changed';
}
