import { useCallback, useSyncExternalStore } from 'react';
import type { JobView } from '@/shared/contract/job';
import { useFeed } from './FeedContext';

/** My jobs that wait or run, over all conversations: what runs first, then by place in the line. */
export function useLiveJobs(): readonly JobView[] {
  const { jobs } = useFeed();
  const watch = useCallback((onChange: () => void) => jobs.watchLive(onChange), [jobs]);
  return useSyncExternalStore(watch, () => jobs.live);
}
