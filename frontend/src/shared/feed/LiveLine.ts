import { isLive, type JobView } from '@/shared/contract/job';
import type { JobChange } from './JobStore';

/** Which jobs wait or run, and in which order; wakes its watchers when that changes, not at every step of a run. */
export class LiveLine {
  private known: readonly JobView[] | null = null;
  private readonly watchers = new Set<() => void>();

  in(jobs: ReadonlyMap<string, JobView>): readonly JobView[] {
    this.known ??= [...jobs.values()].filter(isLive).sort(byPlace);
    return this.known;
  }

  hear({ before, after }: JobChange): void {
    if (!matters(before, after)) return;
    this.known = null;
    for (const onChange of [...this.watchers]) onChange();
  }

  watch(onChange: () => void): () => void {
    this.watchers.add(onChange);
    return () => this.watchers.delete(onChange);
  }
}

const matters = (before: JobView | undefined, after: JobView | undefined) =>
  before?.status !== after?.status ||
  before?.queuePosition !== after?.queuePosition ||
  before?.eta !== after?.eta;

/** What runs has no place and comes first, the oldest before the newer ones. */
const byPlace = (a: JobView, b: JobView) =>
  a.queuePosition - b.queuePosition || (a.startedAt ?? '').localeCompare(b.startedAt ?? '');
