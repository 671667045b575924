import type { JobView } from '@/shared/contract/job';
import type { JobChange } from '@/shared/feed/JobStore';

export type Announcement =
  | { key: 'announce.queued' | 'announce.requeued'; position: number }
  | { key: 'announce.queuedSomewhere' | 'announce.requeuedSomewhere' }
  | { key: 'announce.started'; worker: string }
  | { key: 'announce.startedSomewhere' | 'announce.complete' | 'announce.cancelled' }
  | { key: 'error.title'; job: JobView };

/** What is worth telling a listener: a job's boundaries, never its progress, and nothing that was there before. */
export function announcementOf({ before, after, fresh }: JobChange): Announcement | null {
  if (!after || before?.status === after.status || (!before && !fresh)) return null;
  switch (after.status) {
    case 'queued':
      if (after.queuePosition < 1)
        return { key: before ? 'announce.requeuedSomewhere' : 'announce.queuedSomewhere' };
      return { key: before ? 'announce.requeued' : 'announce.queued', position: after.queuePosition };
    case 'processing':
      return after.worker
        ? { key: 'announce.started', worker: after.worker.id }
        : { key: 'announce.startedSomewhere' };
    case 'complete':
      return { key: 'announce.complete' };
    case 'cancelled':
      return { key: 'announce.cancelled' };
    case 'error':
      return { key: 'error.title', job: after };
  }
}
