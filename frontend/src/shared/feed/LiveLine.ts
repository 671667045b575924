import { isLive, type JobView } from '@/shared/contract/job';
import type { JobChange } from './JobStore';

/** Which jobs wait or run, and in which order; wakes its watchers when that changes, not at every step of a run. */
export class LiveLine {
  private known: readonly JobView[] | null = null;
  private readonly watchers = new Set<() => void>();
  private batches = 0;
  private isNews = false;

  in(jobs: ReadonlyMap<string, JobView>): readonly JobView[] {
    this.known ??= [...jobs.values()].filter(isLive).sort(byPlace);
    return this.known;
  }

  hear({ before, after }: JobChange): void {
    if (!matters(before, after)) return;
    this.known = null;
    this.isNews = true;
    this.tell();
  }

  /** Wakes the watchers once for all that is heard meanwhile: a whole line that moves up is sorted once. */
  together(changes: () => void): void {
    this.batches++;
    try {
      changes();
    } finally {
      this.batches--;
      this.tell();
    }
  }

  watch(onChange: () => void): () => void {
    this.watchers.add(onChange);
    return () => this.watchers.delete(onChange);
  }

  private tell(): void {
    if (!this.isNews || this.batches > 0) return;
    this.isNews = false;
    for (const onChange of [...this.watchers]) onChange();
  }
}

const matters = (before: JobView | undefined, after: JobView | undefined) =>
  before?.status !== after?.status ||
  before?.queuePosition !== after?.queuePosition ||
  before?.why !== after?.why ||
  before?.eta !== after?.eta;

/** What runs comes first, the oldest before the newer ones; then the line, those without a place as they were asked for. */
const byPlace = (a: JobView, b: JobView) =>
  Number(a.status === 'queued') - Number(b.status === 'queued') ||
  a.queuePosition - b.queuePosition ||
  (a.startedAt ?? '').localeCompare(b.startedAt ?? '') ||
  (a.createdAt ?? '').localeCompare(b.createdAt ?? '');
