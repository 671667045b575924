import { type InfiniteData, type QueryClient, useInfiniteQuery } from '@tanstack/react-query';
import type { Message } from '@/shared/contract/chat';
import type { JobView } from '@/shared/contract/job';
import { useFeed } from '@/shared/feed/FeedContext';
import type { JobStore } from '@/shared/feed/JobStore';
import { gateway } from '@/shared/http/gateway';

type Page = { items: Message[]; next: string | null };
type Pages = InfiniteData<Page, string | null>;

const MESSAGES = 'messages';

const keyOf = (conversationId: string | null) => [MESSAGES, conversationId] as const;

/** A conversation's messages, newest page first; its jobs go to the feed's store, which knows them better. */
export function useMessages(conversationId: string | null) {
  const { jobs } = useFeed();
  return useInfiniteQuery({
    queryKey: keyOf(conversationId),
    enabled: conversationId !== null,
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam }) => {
      const page = await gateway.messages(conversationId ?? '', pageParam);
      jobs.put(page.items.flatMap((message) => message.jobs));
      return page;
    },
    getNextPageParam: (page) => page.next,
    select: oldestFirst,
  });
}

const oldestFirst = ({ pages }: Pages) => pages.toReversed().flatMap((page) => page.items);

/** A conversation that was made this moment: nothing to read yet. */
export function startEmpty(queries: QueryClient, conversationId: string): void {
  queries.setQueryData<Pages>(keyOf(conversationId), {
    pages: [{ items: [], next: null }],
    pageParams: [null],
  });
}

/** Adds messages that the gateway has just accepted, without reading the conversation again. */
export async function append(queries: QueryClient, conversationId: string, messages: readonly Message[]) {
  const queryKey = keyOf(conversationId);
  const wasReading = queries.getQueryState(queryKey)?.fetchStatus === 'fetching';
  // A read that began before the prompt was accepted would put the old list back.
  await queries.cancelQueries({ queryKey });
  queries.setQueryData<Pages>(
    queryKey,
    (held) => held && withNewest(held, (items) => union(items, messages)),
  );
  if (wasReading || !queries.getQueryData(queryKey)) await queries.invalidateQueries({ queryKey });
}

/** A message of the feed: held ones are replaced where they stand; false when no open conversation holds it. */
export function replace(queries: QueryClient, message: Message): boolean {
  const holds = ({ pages }: Pages) => pages.some(({ items }) => items.some(({ id }) => id === message.id));
  // Only those that hold it: whatever is set counts as freshly read, even where nothing has changed.
  const holding = queries
    .getQueriesData<Pages>({ queryKey: [MESSAGES] })
    .flatMap(([queryKey, held]) => (held && holds(held) ? [{ queryKey, held }] : []));
  for (const { queryKey, held } of holding) {
    const { dataUpdatedAt: updatedAt = 0, isInvalidated } = queries.getQueryState(queryKey) ?? {};
    queries.setQueryData<Pages>(
      queryKey,
      changed(held, (each) => (each.id === message.id ? { ...message, jobs: withNew(each, message) } : each)),
      { updatedAt },
    );
    if (isInvalidated) void queries.invalidateQueries({ queryKey, exact: true, refetchType: 'none' });
  }
  return holding.length > 0;
}

/** Jobs that this page added itself a moment ago stay. */
const withNew = (held: Message, { jobs }: Message) => [
  ...jobs,
  ...held.jobs.filter(({ id }) => jobs.every((job) => job.id !== id)),
];

/** Reads the newest page of the open conversation again, and all of it only where that leaves a gap. */
export async function renew(queries: QueryClient, jobs: JobStore) {
  // The others are read when they are opened.
  void queries.invalidateQueries({ queryKey: [MESSAGES], type: 'inactive', refetchType: 'none' });
  for (const query of queries.getQueryCache().findAll({ queryKey: [MESSAGES], type: 'active' })) {
    const { queryKey } = query;
    const held = queries.getQueryData<Pages>(queryKey);
    const conversationId = queryKey[1];
    const page =
      held && typeof conversationId === 'string'
        ? await gateway.messages(conversationId, null).catch(() => null)
        : null;
    const known = new Set(held?.pages[0]?.items.map(({ id }) => id));
    const meets = page && (!page.next || page.items.some(({ id }) => known.has(id)));
    if (!page || !meets) {
      await queries.invalidateQueries({ queryKey });
      continue;
    }
    jobs.put(page.items.flatMap((message) => message.jobs));
    const read = new Map(page.items.map((message) => [message.id, message]));
    queries.setQueryData<Pages>(
      queryKey,
      (now) =>
        now &&
        withNewest(
          changed(now, (each) => read.get(each.id) ?? each),
          (items) => union(items, page.items),
        ),
    );
  }
}

/** Adds a retried job under its message. */
export function appendJob(queries: QueryClient, conversationId: string, job: JobView) {
  const queryKey = keyOf(conversationId);
  const addTo = (message: Message) =>
    message.id === job.messageId && message.jobs.every(({ id }) => id !== job.id)
      ? { ...message, jobs: [...message.jobs, job] }
      : message;
  queries.setQueryData<Pages>(queryKey, (held) => held && changed(held, addTo));
}

const changed = (held: Pages, change: (message: Message) => Message): Pages => ({
  ...held,
  pages: held.pages.map((page) => ({ ...page, items: page.items.map(change) })),
});

function withNewest(held: Pages, change: (items: Message[]) => Message[]): Pages {
  const [newest, ...older] = held.pages;
  return newest ? { ...held, pages: [{ ...newest, items: change(newest.items) }, ...older] } : held;
}

function union(items: Message[], added: readonly Message[]): Message[] {
  const ids = new Set(items.map((message) => message.id));
  return [...items, ...added.filter((message) => !ids.has(message.id))];
}
