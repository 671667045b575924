import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { JobView } from '@/shared/contract/job';
import type { Connection, Feed } from './Feed';

const FeedContext = createContext<Feed | null>(null);

export const FeedProvider = FeedContext.Provider;

export function useFeed(): Feed {
  const feed = useContext(FeedContext);
  if (!feed) throw new Error('useFeed needs a FeedProvider above it');
  return feed;
}

/** The job as it stands, or undefined when it is gone; `known` is what a message said about it. */
export function useJob(known: JobView): JobView | undefined {
  const { jobs } = useFeed();
  const watch = useCallback((onChange: () => void) => jobs.watch(known.id, onChange), [jobs, known.id]);
  return useSyncExternalStore(watch, () =>
    jobs.isGone(known.id) ? undefined : (jobs.shown(known.id) ?? known),
  );
}

/** The newest preview of a running job, as an object URL. */
export function usePreview(jobId: string): string | undefined {
  const { previews } = useFeed();
  const watch = useCallback((onChange: () => void) => previews.watch(jobId, onChange), [previews, jobId]);
  return useSyncExternalStore(watch, () => previews.get(jobId));
}

/** Whether what needs the server has to wait. */
export function useOffline(): boolean {
  const feed = useFeed();
  const watch = useCallback((onChange: () => void) => feed.watchConnection(onChange), [feed]);
  return useSyncExternalStore(watch, () => feed.offline);
}

export function useConnection(): Connection {
  const feed = useFeed();
  const watch = useCallback((onChange: () => void) => feed.watchConnection(onChange), [feed]);
  return useSyncExternalStore(watch, () => feed.connection);
}
