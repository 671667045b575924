import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobView } from '@/shared/contract/job';
import { goldenJob } from '../../../test/golden';
import { Feed } from './Feed';
import type { SocketHandlers } from './socket';

let socket: SocketHandlers;

vi.mock('./socket', () => ({
  openSocket: (_: string, handlers: SocketHandlers) => {
    socket = handlers;
    return () => {};
  },
}));

const running = goldenJob('job-processing');
const queued = goldenJob('job-queued', { id: running.id, version: 1 });
const complete = goldenJob('job-complete', { id: running.id, version: running.version + 1 });

let live: readonly JobView[] | null;
let byId: JobView | null;
let feed: Feed;
let stop: () => void;
const asked = vi.fn();

beforeEach(async () => {
  vi.useFakeTimers();
  live = [];
  byId = null;
  asked.mockClear();
  feed = new Feed({
    firstAnswer: Promise.resolve(),
    url: '',
    fetchJob: async () => byId,
    fetchLive: async () => {
      asked();
      if (!live) throw new Error('away');
      return { jobs: live, whole: true };
    },
  });
  stop = feed.start();
  await vi.advanceTimersByTimeAsync(0);
});

afterEach(() => {
  stop();
  expect(vi.getTimerCount(), 'timers left behind').toBe(0);
  vi.useRealTimers();
});

const snapshot = (...jobs: JobView[]) => socket.onText(JSON.stringify({ kind: 'snapshot', jobs }));
const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1_000);

describe('where no socket is let through', () => {
  it('the line is asked for every few seconds, and stays true to the end', async () => {
    live = [queued];
    socket.onClose();
    expect(feed.connection).toBe('lost');
    await pass(3);
    expect(feed.connection).toBe('polled');
    expect(feed.offline).toBe(false);
    expect(feed.jobs.get(running.id)?.status).toBe('queued');
    live = [running];
    socket.onClose();
    await pass(4);
    expect(feed.connection).toBe('polled');
    expect(feed.jobs.get(running.id)?.status).toBe('processing');
    live = [];
    byId = complete;
    await pass(4);
    expect(feed.jobs.get(running.id)?.status).toBe('complete');
  });

  it('an opening that nobody answers is not awaited for ever', async () => {
    live = [running];
    await pass(5);
    expect(feed.connection).toBe('polled');
    expect(feed.jobs.get(running.id)?.status).toBe('processing');
  });

  it('what was written elsewhere is read, once', async () => {
    const stale: unknown[] = [];
    feed.onStale((what) => stale.push(what));
    live = [running];
    socket.onClose();
    await pass(12);
    expect(stale).toEqual(['messages', 'conversations']);
  });

  it('a farm that does not answer either is lost, and what needs it waits', async () => {
    live = [running];
    socket.onClose();
    await pass(3);
    live = null;
    await pass(4);
    expect(feed.connection).toBe('lost');
    expect(feed.offline).toBe(true);
    live = [running];
    await pass(4);
    expect(feed.connection).toBe('polled');
  });

  it('a socket that opens after all ends the asking', async () => {
    live = [running];
    socket.onClose();
    await pass(3);
    snapshot(running);
    expect(feed.connection).toBe('live');
    asked.mockClear();
    socket.onText('{"kind":"pulse"}');
    await pass(9);
    expect(asked).not.toHaveBeenCalled();
  });
});

describe('a socket that brings nothing', () => {
  it('for 10 s while something of mine runs is news, and the farm is asked', async () => {
    snapshot(running);
    live = [running];
    await pass(9);
    expect(feed.connection).toBe('live');
    await pass(2);
    expect(feed.connection).toBe('silent');
    expect(asked).toHaveBeenCalled();
    expect(feed.offline).toBe(false);
    live = [];
    byId = complete;
    await pass(4);
    expect(feed.jobs.get(running.id)?.status).toBe('complete');
  });

  it('is none any more as soon as it brings something', async () => {
    snapshot(running);
    live = [running];
    await pass(11);
    socket.onText('{"kind":"pulse"}');
    expect(feed.connection).toBe('live');
    await pass(9);
    expect(feed.connection).toBe('live');
    socket.onBinary(new ArrayBuffer(4));
    await pass(9);
    expect(feed.connection).toBe('live');
  });

  it('is no news while nothing of mine runs', async () => {
    snapshot(queued);
    await pass(60);
    expect(feed.connection).toBe('live');
    expect(asked).not.toHaveBeenCalled();
  });
});
