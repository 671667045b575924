import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, it } from 'vitest';
import type { Message } from '@/shared/contract/chat';
import { JobStore } from '@/shared/feed/JobStore';
import { renew, replace } from './useMessages';

const message = (id: string, content = ''): Message => ({
  id,
  role: 'bot',
  content,
  idempotencyKey: null,
  createdAt: null,
  jobs: [],
});

const EARLIER = 1_000;
let queries: QueryClient;

const stateOf = (conversationId: string) => queries.getQueryState(['messages', conversationId]);

beforeEach(() => {
  queries = new QueryClient();
  for (const id of ['here', 'elsewhere'])
    queries.setQueryData(
      ['messages', id],
      { pages: [{ items: [message(`of ${id}`)], next: null }], pageParams: [null] },
      { updatedAt: EARLIER },
    );
});

it('replaces a held message and takes no conversation for freshly read', async () => {
  await queries.invalidateQueries({ queryKey: ['messages', 'here'] });
  expect(replace(queries, message('of here', 'done'))).toBe(true);
  expect(stateOf('here')?.data).toMatchObject({ pages: [{ items: [{ content: 'done' }] }] });
  expect(stateOf('here')).toMatchObject({ dataUpdatedAt: EARLIER, isInvalidated: true });
  expect(stateOf('elsewhere')).toMatchObject({ dataUpdatedAt: EARLIER, isInvalidated: false });
});

it('leaves all as it was where nobody holds the message', () => {
  expect(replace(queries, message('unheard of'))).toBe(false);
  for (const id of ['here', 'elsewhere']) expect(stateOf(id)?.dataUpdatedAt).toBe(EARLIER);
});

it('has closed conversations read once they are opened', async () => {
  await renew(queries, new JobStore());
  expect(stateOf('elsewhere')).toMatchObject({ isInvalidated: true, fetchStatus: 'idle' });
});
