import { describe, expect, it, vi } from 'vitest';
import { goldenJob } from '../../../test/golden';
import { JobStore } from './JobStore';

const queued = (id: string, queuePosition: number) => goldenJob('job-queued', { id, queuePosition });
const ids = (jobs: JobStore) => jobs.live.map(({ id }) => id);

describe('my live jobs', () => {
  it('stand in the order of the line, what runs first, without what is over', () => {
    const jobs = new JobStore();
    jobs.put([queued('b', 2), queued('a', 1), goldenJob('job-complete', { id: 'over' })]);
    jobs.put([goldenJob('job-processing', { id: 'runs' })]);
    expect(ids(jobs)).toEqual(['runs', 'a', 'b']);
  });

  it('that have no place stand behind what runs, as they were asked for', () => {
    const jobs = new JobStore();
    const later = { ...queued('later', 0), createdAt: '2026-11-23T18:00:02Z' };
    const earlier = { ...queued('earlier', 0), createdAt: '2026-11-23T18:00:01Z' };
    jobs.put([later, earlier, goldenJob('job-processing', { id: 'runs' })]);
    expect(ids(jobs)).toEqual(['runs', 'earlier', 'later']);
  });

  it('wake their watchers when the line moves, not at every step of a run', () => {
    const jobs = new JobStore();
    const running = goldenJob('job-processing', { id: 'runs' });
    jobs.put([queued('a', 2), running]);
    const woken = vi.fn();
    jobs.watchLive(woken);
    const progress = {
      ...running,
      jobId: 'runs',
      runId: running.runId ?? '',
      seq: 99,
      kind: 'progress',
    } as const;
    jobs.apply('runs', { kind: 'progress', progress });
    expect(woken).not.toHaveBeenCalled();
    jobs.apply('a', {
      kind: 'position',
      position: { id: 'a', queuePosition: 1, eta: null, why: null, roseBecause: null },
    });
    expect(woken).toHaveBeenCalledOnce();
    const before = jobs.live;
    expect(jobs.live).toBe(before);
    jobs.remove('a');
    expect(ids(jobs)).toEqual(['runs']);
  });

  it('tell of a line that moves up once, not once for each who moves', () => {
    const jobs = new JobStore();
    const changed = vi.fn();
    jobs.watchLive(changed);
    jobs.put([queued('a', 1), queued('b', 2), queued('c', 3)]);
    expect(changed).toHaveBeenCalledOnce();
    const moved = ['c', 'a', 'b'].map((id, index) => ({
      id,
      queuePosition: index + 1,
      eta: null,
      why: null,
      roseBecause: null,
    }));
    jobs.place(moved);
    expect(changed).toHaveBeenCalledTimes(2);
    expect(ids(jobs)).toEqual(['c', 'a', 'b']);
    jobs.place(moved);
    expect(changed).toHaveBeenCalledTimes(2);
  });
});
