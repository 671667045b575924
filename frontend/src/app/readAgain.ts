import type { QueryClient } from '@tanstack/react-query';
import { renew, replace } from '@/features/chat/useMessages';
import type { Feed, Stale } from '@/shared/feed/Feed';

/** Takes in what the feed tells of messages and conversations, with as little reading as that needs. */
export async function readAgain(what: Stale, { jobs }: Feed, queries: QueryClient): Promise<void> {
  if (what === 'conversations') return queries.invalidateQueries({ queryKey: [what] });
  if (what === 'messages') return renew(queries, jobs);
  jobs.put(what.jobs);
  if (!replace(queries, what)) await renew(queries, jobs);
}
