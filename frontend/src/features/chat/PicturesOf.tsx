import { lazy, Suspense } from 'react';
import { useFeed } from '@/shared/feed/FeedContext';
import { useLiveJobs } from '@/shared/feed/useLiveJobs';
import type { Entry } from './timeline';

const Lightbox = lazy(() => import('@/features/lightbox/Lightbox'));

type PicturesOfProps = {
  entries: readonly Entry[];
  at: string;
  onAt: (id: string) => void;
  onClose: () => void;
};

/** The conversation's finished pictures, large; what is finished meanwhile joins them. */
export function PicturesOf({ entries, ...lightbox }: PicturesOfProps) {
  const { jobs } = useFeed();
  useLiveJobs();
  const known = entries.flatMap((entry) => (entry.kind === 'message' ? entry.message.jobs : []));
  const finished = known
    .map((job) => jobs.get(job.id) ?? job)
    .filter(({ status, image }) => status === 'complete' && image);
  return (
    <Suspense>
      <Lightbox jobs={finished} {...lightbox} />
    </Suspense>
  );
}
