import { type Deletion, deletion } from '@/shared/contract/me';

/** The deletion of everything that this page has just asked for, as its address remembers it; a reload keeps the way back. */
export function erasedIn(state: unknown): Deletion | null {
  if (typeof state !== 'object' || state === null || !('erased' in state)) return null;
  return deletion.safeParse(state.erased).data ?? null;
}
