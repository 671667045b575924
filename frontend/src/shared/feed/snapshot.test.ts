import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeGateway } from '../../../test/FakeGateway';
import { goldenJob } from '../../../test/golden';
import type { JobView } from '../contract/job';
import { Feed } from './Feed';

const queued = (id: string, fields: Partial<JobView> = {}) => goldenJob('job-queued', { id, ...fields });

let gateway: FakeGateway;
let feed: Feed;
let stop: () => void;
const fetchJob = vi.fn<(id: string) => Promise<JobView | null>>();

beforeEach(async () => {
  gateway = new FakeGateway();
  gateway.server.listen({ onUnhandledRequest: 'error' });
  fetchJob.mockReset().mockRejectedValue(new Error('nobody should ask'));
  feed = new Feed({
    firstAnswer: Promise.resolve(),
    url: 'ws://imece.test/ws',
    fetchJob,
    fetchLive: async () => ({ jobs: [], whole: false }),
  });
  stop = feed.start();
  await vi.waitFor(() => expect(feed.connection).toBe('live'));
});

afterEach(() => {
  stop();
  gateway.server.close();
});

const snapshot = (...jobs: JobView[]) => gateway.say({ kind: 'snapshot', jobs });
const say = (job: JobView) => gateway.say({ kind: 'job', job });
const status = (id: string) => feed.jobs.get(id)?.status;

/** Everything that was said before has been taken in. */
async function heard() {
  const id = crypto.randomUUID();
  say(goldenJob('job-complete', { id }));
  await vi.waitFor(() => expect(feed.jobs.get(id)).toBeDefined());
}

describe('a live job that a snapshot lacks', () => {
  it('is asked for by its id, and shows what it came to', async () => {
    say(queued('ended'));
    fetchJob.mockResolvedValue(goldenJob('job-complete', { id: 'ended' }));
    snapshot();
    await vi.waitFor(() => expect(status('ended')).toBe('complete'));
    expect(fetchJob.mock.calls).toEqual([['ended']]);
  });

  it('is gone when the gateway does not know it, and wakes whoever shows it', async () => {
    say(queued('deleted'));
    await heard();
    const woken = vi.fn();
    feed.jobs.watch('deleted', woken);
    fetchJob.mockResolvedValue(null);
    snapshot();
    await vi.waitFor(() => expect(feed.jobs.isGone('deleted')).toBe(true));
    expect(feed.jobs.get('deleted')).toBeUndefined();
    expect(feed.jobs.live).toEqual([]);
    expect(woken).toHaveBeenCalledOnce();
  });

  it('stays as it is while the gateway does not answer, and is asked for again by the next snapshot', async () => {
    say(queued('unknown'));
    fetchJob.mockRejectedValue(new Error('no answer'));
    snapshot();
    await vi.waitFor(() => expect(fetchJob).toHaveBeenCalledOnce());
    expect(status('unknown')).toBe('queued');
    expect(feed.jobs.isGone('unknown')).toBe(false);
    fetchJob.mockResolvedValue(goldenJob('job-error', { id: 'unknown' }));
    snapshot();
    await vi.waitFor(() => expect(status('unknown')).toBe('error'));
  });

  it('is told by a newer frame better than by an answer that was long under way', async () => {
    let answer = (_: JobView) => {};
    fetchJob.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    say(queued('slow', { version: 1 }));
    snapshot();
    await vi.waitFor(() => expect(fetchJob).toHaveBeenCalledOnce());
    say(goldenJob('job-complete', { id: 'slow', version: 9 }));
    await heard();
    answer(goldenJob('job-processing', { id: 'slow', version: 3 }));
    await heard();
    expect(feed.jobs.get('slow')).toMatchObject({ status: 'complete', version: 9 });
  });

  it('is asked for each, and nobody else: neither what is listed, nor what was over already', async () => {
    say(queued('a'));
    say(goldenJob('job-processing', { id: 'b' }));
    say(queued('listed'));
    say(goldenJob('job-cancelled', { id: 'over' }));
    fetchJob.mockResolvedValue(null);
    snapshot(queued('listed'), queued('new'));
    await vi.waitFor(() => expect(fetchJob.mock.calls.flat().sort()).toEqual(['a', 'b']));
    await heard();
    expect(fetchJob).toHaveBeenCalledTimes(2);
    expect([status('listed'), status('new'), status('over')]).toEqual(['queued', 'queued', 'cancelled']);
  });
});

describe('a snapshot', () => {
  it('takes nothing back that a frame told better', async () => {
    say(goldenJob('job-processing', { id: 'runs', version: 5 }));
    snapshot(queued('runs', { version: 2 }));
    await heard();
    expect(feed.jobs.get('runs')).toMatchObject({ status: 'processing', version: 5 });
  });

  it('never makes a job live again that was over', async () => {
    say(goldenJob('job-cancelled', { id: 'over', version: 3 }));
    snapshot(queued('over', { version: 99 }));
    await heard();
    expect(status('over')).toBe('cancelled');
  });

  it('that lists a job twice holds it once, as the newer of the two', async () => {
    snapshot(
      queued('twice', { version: 4, queuePosition: 1 }),
      queued('twice', { version: 2, queuePosition: 9 }),
    );
    await heard();
    expect(feed.jobs.live.map(({ id, queuePosition }) => [id, queuePosition])).toEqual([['twice', 1]]);
  });

  it('is in the order of the line, in whatever order it lists the jobs', async () => {
    snapshot(
      queued('c', { queuePosition: 3 }),
      queued('a', { queuePosition: 1 }),
      queued('b', { queuePosition: 2 }),
    );
    await heard();
    expect(feed.jobs.live.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('brings a job back that was taken for gone', async () => {
    say(queued('back'));
    fetchJob.mockResolvedValue(null);
    snapshot();
    await vi.waitFor(() => expect(feed.jobs.isGone('back')).toBe(true));
    snapshot(queued('back'));
    await heard();
    expect(feed.jobs.isGone('back')).toBe(false);
    expect(status('back')).toBe('queued');
  });
});

describe('places', () => {
  it('are not given to a job that started, ended, or was never heard of', async () => {
    say(goldenJob('job-processing', { id: 'runs' }));
    say(goldenJob('job-complete', { id: 'over' }));
    gateway.say({
      kind: 'positions',
      jobs: ['runs', 'over', 'unheard'].map((id) => ({ id, queuePosition: 3, eta: null })),
    });
    await heard();
    expect([feed.jobs.get('runs')?.queuePosition, feed.jobs.get('over')?.queuePosition]).toEqual([0, 0]);
    expect(feed.jobs.get('unheard')).toBeUndefined();
  });
});
