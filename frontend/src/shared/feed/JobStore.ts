import type { Position } from '@/shared/contract/frame';
import type { JobView } from '@/shared/contract/job';
import { LiveLine } from './LiveLine';
import { type JobEvent, lackedBy, merge } from './merge';
import { Watchers } from './Watchers';

/** A job before and after an event; `after` is undefined when the job is gone, `fresh` when it was just submitted. */
export type JobChange = { before: JobView | undefined; after: JobView | undefined; fresh: boolean };

/**
 * The jobs that this page knows. Each card watches its own job, so a progress frame repaints one card and not the
 * list.
 */
export class JobStore {
  private readonly jobs = new Map<string, JobView>();
  private readonly introduced = new Map<string, JobView>();
  private readonly welcomed = new Set<string>();
  private readonly gone = new Set<string>();
  private readonly watchers = new Watchers();
  private readonly observers = new Set<(change: JobChange) => void>();
  private readonly line = new LiveLine();

  get(id: string): JobView | undefined {
    return this.jobs.get(id);
  }

  /** What a card shows now. */
  shown(id: string): JobView | undefined {
    return this.introduced.get(id) ?? this.jobs.get(id);
  }

  /** The gateway answered 404: the job was deleted, and its card goes. */
  isGone(id: string): boolean {
    return this.gone.has(id);
  }

  apply(id: string, event: JobEvent, fresh = false): void {
    const before = this.jobs.get(id);
    const after = merge(before, event);
    if (after === undefined || after === before) return;
    this.jobs.set(id, after);
    this.gone.delete(id);
    this.tell(id, { before, after, fresh });
  }

  put(jobs: readonly JobView[]): void {
    this.line.together(() => {
      for (const job of jobs) this.apply(job.id, { kind: 'job', job });
    });
  }

  /** Everybody who waits, where they stand now. */
  place(positions: readonly Position[]): void {
    this.line.together(() => {
      for (const position of positions) this.apply(position.id, { kind: 'position', position });
    });
  }

  /**
   * Takes in the jobs of a 202. The feed may have overtaken it; a fresh card paints its queued state first all the
   * same, and what has happened since in the next frame.
   */
  introduce(jobs: readonly JobView[]): void {
    for (const job of jobs) {
      const held = this.jobs.get(job.id);
      const overtaken = held && held.version > job.version && !this.watchers.has(job.id);
      if (overtaken) this.introduced.set(job.id, job);
      this.welcome(job, held);
    }
  }

  /** The feed's frame usually comes before the 202, and only the 202 says that this page has asked for the job. */
  private welcome(job: JobView, held: JobView | undefined): void {
    const isNew = !this.welcomed.has(job.id);
    this.welcomed.add(job.id);
    const event = { kind: 'job', job } as const;
    if (!isNew || held?.status !== 'queued' || job.status !== 'queued') {
      this.apply(job.id, event, true);
      return;
    }
    const after = merge(held, event) ?? held;
    this.jobs.set(job.id, after);
    this.tell(job.id, { before: undefined, after, fresh: true });
  }

  remove(id: string): void {
    const before = this.jobs.get(id);
    this.jobs.delete(id);
    this.introduced.delete(id);
    this.gone.add(id);
    this.tell(id, { before, after: undefined, fresh: false });
  }

  lackedBy(snapshot: readonly JobView[]): string[] {
    return lackedBy(snapshot, this.jobs.values());
  }

  /** My jobs that wait or run, in the order of the line; the same array until it changes. */
  get live(): readonly JobView[] {
    return this.line.in(this.jobs);
  }

  watchLive(onChange: () => void): () => void {
    return this.line.watch(onChange);
  }

  watch(id: string, onChange: () => void): () => void {
    if (this.introduced.has(id)) this.forgetOncePainted(id);
    return this.watchers.add(id, onChange);
  }

  /** Calls `onChange` after each change of any job; returns how to stop. */
  observe(onChange: (change: JobChange) => void): () => void {
    this.observers.add(onChange);
    return () => this.observers.delete(onChange);
  }

  private forgetOncePainted(id: string): void {
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (this.introduced.delete(id)) this.watchers.tell(id);
      }),
    );
  }

  private tell(id: string, change: JobChange): void {
    // The line first: an observer may ask what is left of it.
    this.line.hear(change);
    for (const observer of this.observers) observer(change);
    this.watchers.tell(id);
  }
}
