import { useEffect } from 'react';
import { useFeed } from '@/shared/feed/FeedContext';
import { chime, soundChosen } from './sound';

/** A sound, for whoever chose it, when the last of my pictures under way is ready. */
export function useChime(): void {
  const { jobs } = useFeed();
  useEffect(
    () =>
      jobs.observe(({ before, after }) => {
        const ready = before?.status === 'processing' && after?.status === 'complete';
        if (ready && soundChosen() && jobs.live.length === 0) void chime();
      }),
    [jobs],
  );
}
