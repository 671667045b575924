import { type InfiniteData, type QueryClient, useInfiniteQuery } from '@tanstack/react-query';
import type { Message } from '@/shared/contract/chat';
import type { JobView } from '@/shared/contract/job';
import { useFeed } from '@/shared/feed/FeedContext';
import { gateway } from '@/shared/http/gateway';

type Page = { items: Message[]; next: string | null };
type Pages = InfiniteData<Page, string | null>;

const keyOf = (conversationId: string | null) => ['messages', conversationId] as const;

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

/** Adds a retried job under its message. */
export async function appendJob(queries: QueryClient, conversationId: string, job: JobView) {
  const queryKey = keyOf(conversationId);
  const addTo = (message: Message) =>
    message.id === job.messageId && message.jobs.every(({ id }) => id !== job.id)
      ? { ...message, jobs: [...message.jobs, job] }
      : message;
  queries.setQueryData<Pages>(
    queryKey,
    (held) =>
      held && { ...held, pages: held.pages.map((page) => ({ ...page, items: page.items.map(addTo) })) },
  );
  await queries.invalidateQueries({ queryKey });
}

function withNewest(held: Pages, change: (items: Message[]) => Message[]): Pages {
  const [newest, ...older] = held.pages;
  return newest ? { ...held, pages: [{ ...newest, items: change(newest.items) }, ...older] } : held;
}

function union(items: Message[], added: readonly Message[]): Message[] {
  const ids = new Set(items.map((message) => message.id));
  return [...items, ...added.filter((message) => !ids.has(message.id))];
}
