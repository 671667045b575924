import type { Position, Progress } from '@/shared/contract/frame';
import { isLive, type JobView } from '@/shared/contract/job';

/** Everything that can be said about one job, whichever way it came: feed, snapshot or HTTP answer. */
export type JobEvent =
  | { kind: 'job'; job: JobView }
  | { kind: 'progress'; progress: Progress }
  | { kind: 'position'; position: Position };

/**
 * One job after one event: the merging rules of the contract, pure and total. Returns the very same object when the
 * event changes nothing, so that whoever watches the job is not woken.
 *
 * Frames may come late, twice, or in any order; what is shown never goes back in version and never leaves a terminal
 * status. Processing back to queued is legal when the version rises.
 */
export function merge(held: JobView | undefined, event: JobEvent): JobView | undefined {
  switch (event.kind) {
    case 'job':
      return mergeJob(held, event.job);
    case 'progress':
      return held && mergeProgress(held, event.progress);
    case 'position':
      return held && mergePosition(held, event.position);
  }
}

function mergeJob(held: JobView | undefined, job: JobView): JobView {
  if (!held) return job;
  if (job.version < held.version) return held;
  if (!isLive(held) && job.status !== held.status) return held;
  if (isSameRun(held, job) && held.seq > job.seq) return { ...job, ...progressOf(held) };
  return isSameWait(held, job) && job.queuePosition > 0 && !job.eta && held.eta
    ? { ...job, eta: held.eta }
    : job;
}

function mergeProgress(held: JobView, progress: Progress): JobView {
  const stale = held.status !== 'processing' || held.runId !== progress.runId || progress.seq <= held.seq;
  return stale ? held : { ...held, ...progressOf(progress) };
}

function mergePosition(held: JobView, position: Position): JobView {
  if (held.status !== 'queued') return held;
  const { queuePosition, eta } = position;
  const why = sameReason(held.why, position.why) ? held.why : position.why;
  // What has set it back stays true until it moves up again.
  const roseBecause = position.roseBecause ?? (queuePosition < held.queuePosition ? null : held.roseBecause);
  const same =
    held.queuePosition === queuePosition &&
    held.why === why &&
    held.roseBecause === roseBecause &&
    held.eta?.fromSeconds === eta?.fromSeconds &&
    held.eta?.toSeconds === eta?.toSeconds &&
    held.eta?.rough === eta?.rough;
  return same ? held : { ...held, queuePosition, eta, why, roseBecause };
}

const sameReason = (one: JobView['why'], other: JobView['why']) =>
  JSON.stringify(one) === JSON.stringify(other);

/** An answer that has not reckoned a range yet does not take back the one that was told. */
const isSameWait = (held: JobView, job: JobView) =>
  held.status === 'queued' && job.status === 'queued' && held.version === job.version;

const isSameRun = (held: JobView, job: JobView) =>
  held.status === 'processing' &&
  job.status === 'processing' &&
  held.runId !== null &&
  held.runId === job.runId;

const progressOf = ({ seq, phase, progress, step, steps }: JobView | Progress) => ({
  seq,
  phase,
  progress,
  step,
  steps,
});

/** The live jobs that we hold and a snapshot lacks. Each must be asked for by id: it ended long ago, or is gone. */
export function lackedBy(snapshot: readonly JobView[], held: Iterable<JobView>): string[] {
  const listed = new Set(snapshot.map((job) => job.id));
  return [...held].filter((job) => isLive(job) && !listed.has(job.id)).map((job) => job.id);
}
