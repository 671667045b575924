import { QueryClient } from '@tanstack/react-query';
import { Feed } from '@/shared/feed/Feed';
import { gateway } from '@/shared/http/gateway';
import { Problem } from '@/shared/http/Problem';
import { firstAnswer } from '@/shared/http/request';

const TRIES = 4;

/** The feed of the gateway that served this page. */
export function createFeed(): Feed {
  return new Feed({
    firstAnswer,
    url: `${location.origin.replace(/^http/, 'ws')}/ws`,
    fetchJob: gateway.job,
    fetchLive: gateway.liveJobs,
  });
}

/** What was read over HTTP. The feed says what is stale; only what may pass by itself is tried again. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, problem) => problem instanceof Problem && problem.passes && failures < TRIES,
        // Our own servers: the browser's idea of being offline does not matter to a localhost.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}
