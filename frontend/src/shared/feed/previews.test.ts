import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeGateway } from '../../../test/FakeGateway';
import type { JobView } from '../contract/job';
import { Feed } from './Feed';

/** Object URLs that were made and not revoked: each holds its picture in memory for as long as the page lives. */
let held: Set<string>;
let gateway: FakeGateway;
let feed: Feed;
let stop: () => void;
let job: string;
const fetchJob = vi.fn<(id: string) => Promise<JobView | null>>();

beforeEach(async () => {
  held = new Set();
  let made = 0;
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    const url = `blob:${++made}`;
    held.add(url);
    return url;
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => {
    if (!held.delete(url)) throw new Error(`${url} is not held: it was revoked twice`);
  });
  gateway = new FakeGateway();
  gateway.server.listen({ onUnhandledRequest: 'error' });
  gateway.accept('conversation', 'a fox');
  job = gateway.only.id;
  fetchJob.mockReset();
  feed = new Feed({
    firstAnswer: Promise.resolve(),
    url: 'ws://imece.test/ws',
    fetchJob,
    fetchLive: async () => ({ jobs: [], whole: false }),
  });
  stop = feed.start();
  gateway.start(job, 'run-1');
  await vi.waitFor(() => expect(feed.jobs.get(job)?.status).toBe('processing'));
  await draw();
});

afterEach(() => {
  stop();
  gateway.server.close();
  vi.useRealTimers();
});

async function draw(times = 1) {
  const before = feed.previews.get(job);
  for (let preview = 0; preview < times; preview++) gateway.preview(job);
  await vi.waitFor(() => expect(feed.previews.get(job)).not.toBe(before));
  await heard();
}

/** Everything that was said before has been taken in. */
async function heard() {
  const listener = vi.fn();
  const leave = feed.onStale(listener);
  gateway.say({ kind: 'conversations' });
  await vi.waitFor(() => expect(listener).toHaveBeenCalled());
  leave();
}

describe('the memory of previews', () => {
  it('is two pictures for a job that sends a thousand, and none once it has failed', async () => {
    await draw(1_000);
    expect(held.size).toBe(2);
    expect(held).toContain(feed.previews.get(job));
    gateway.change(job, { status: 'error', error: null });
    await heard();
    expect([...held]).toEqual([]);
  });

  it.each<[string, Partial<JobView>]>([
    ['is cancelled', { status: 'cancelled' }],
    ['fails', { status: 'error' }],
    ['goes back into the line', { status: 'queued', queuePosition: 1, runId: null }],
    ['starts anew elsewhere', { status: 'processing', runId: 'run-2', attempt: 2 }],
  ])('is given back as soon as the job %s', async (_, change) => {
    await draw(2);
    gateway.change(job, change);
    await heard();
    expect(feed.previews.get(job)).toBeUndefined();
    expect([...held]).toEqual([]);
  });

  it('is given back a moment after the picture is complete, whatever else is told of it until then', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const ended = vi.fn();
    feed.jobs.watch(job, ended);
    gateway.complete(job);
    await vi.waitFor(() => expect(ended).toHaveBeenCalledOnce(), { interval: 1 });
    const last = feed.previews.get(job);
    expect(held).toContain(last);
    gateway.change(job, { note: 'told afterwards' });
    gateway.preview(job);
    await vi.waitFor(() => expect(ended).toHaveBeenCalledTimes(2), { interval: 1 });
    expect(feed.previews.get(job)).toBe(last);
    vi.advanceTimersByTime(5_000);
    expect(feed.previews.get(job)).toBeUndefined();
    expect([...held]).toEqual([]);
  });

  it('is given back when the job turns out to be deleted, or over, after a lost connection', async () => {
    fetchJob.mockResolvedValue(null);
    gateway.say({ kind: 'snapshot', jobs: [] });
    await vi.waitFor(() => expect(feed.jobs.isGone(job)).toBe(true));
    expect([...held]).toEqual([]);
  });

  it('does not grow over reconnections while the job runs on', async () => {
    for (let times = 0; times < 3; times++) {
      const before = gateway.connections;
      gateway.hangUp(4001);
      await vi.waitFor(() => expect(gateway.connections).toBe(before + 1));
      await vi.waitFor(() => expect(feed.connection).toBe('live'));
      await draw(3);
      expect(held.size).toBe(2);
    }
    gateway.change(job, { status: 'cancelled' });
    await heard();
    expect([...held]).toEqual([]);
  });

  it('is not taken by previews of jobs that wait, are over, or are unknown', async () => {
    gateway.change(job, { status: 'cancelled' });
    await heard();
    gateway.preview(job);
    gateway.preview(crypto.randomUUID());
    const { botMessage } = gateway.accept('conversation', 'a whale');
    gateway.say({ kind: 'job', job: botMessage.jobs[0] });
    gateway.preview(botMessage.jobs[0]?.id ?? '');
    await heard();
    expect([...held]).toEqual([]);
  });
});
