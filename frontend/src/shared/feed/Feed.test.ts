import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeGateway } from '../../../test/FakeGateway';
import { Feed } from './Feed';

let gateway: FakeGateway;
let feed: Feed;
let stop: () => void;
const url = 'ws://imece.test/ws';

beforeEach(async () => {
  gateway = new FakeGateway();
  gateway.server.listen({ onUnhandledRequest: 'error' });
  gateway.accept('conversation', 'a fox');
  feed = new Feed({
    firstAnswer: Promise.resolve(),
    url,
    fetchJob: async () => null,
    fetchLive: () => Promise.reject(new Error('away')),
  });
  stop = feed.start();
  await vi.waitFor(() => expect(feed.connection).toBe('live'));
});

afterEach(() => {
  stop();
  gateway.server.close();
  vi.useRealTimers();
});

const id = () => gateway.only.id;
const heard = (status: string) => vi.waitFor(() => expect(feed.jobs.get(id())?.status).toBe(status));
const previewShown = () => vi.waitFor(() => expect(feed.previews.get(id())).toBeDefined());

describe('the feed', () => {
  it('begins with the live jobs of the snapshot', () => {
    expect(feed.jobs.get(id())).toMatchObject({ status: 'queued', queuePosition: 1 });
  });

  it('drops the preview when the job goes back into the line', async () => {
    gateway.start(id());
    await heard('processing');
    gateway.preview(id());
    await previewShown();
    gateway.change(id(), { status: 'queued', queuePosition: 1, runId: null });
    await heard('queued');
    expect(feed.previews.get(id())).toBeUndefined();
  });

  it('keeps the last preview for the picture to grow out of, and takes no more after the end', async () => {
    gateway.start(id());
    await heard('processing');
    gateway.preview(id());
    await previewShown();
    const last = feed.previews.get(id());
    gateway.complete(id());
    gateway.preview(id());
    gateway.say({ kind: 'job', job: { ...gateway.only, note: 'heard after the preview' } });
    await vi.waitFor(() => expect(feed.jobs.get(id())?.note).toBe('heard after the preview'));
    expect(feed.previews.get(id())).toBe(last);
  });

  it('wakes nobody with what changes nothing', async () => {
    const woken = vi.fn();
    feed.jobs.watch(id(), woken);
    gateway.say({ kind: 'progress', jobId: id(), runId: 'another', seq: 9, progress: 9 });
    gateway.say({ kind: 'positions', jobs: [{ ...gateway.only, queuePosition: 1 }] });
    gateway.start(id());
    await heard('processing');
    expect(woken).toHaveBeenCalledOnce();
  });

  it('has everything read again after any snapshot but the first, also on a living socket', async () => {
    const stale = vi.fn();
    feed.onStale(stale);
    gateway.say({ kind: 'snapshot', jobs: [] });
    await vi.waitFor(() => expect(stale.mock.calls).toEqual([['messages'], ['conversations']]));
    expect(gateway.connections).toBe(1);
  });

  it('has nothing read again after the first snapshot', async () => {
    const other = new Feed({
      firstAnswer: Promise.resolve(),
      url,
      fetchJob: async () => null,
      fetchLive: () => Promise.reject(new Error('away')),
    });
    const stale = vi.fn();
    other.onStale(stale);
    const stopOther = other.start();
    await vi.waitFor(() => expect(other.connection).toBe('live'));
    stopOther();
    expect(stale).not.toHaveBeenCalled();
  });

  it('takes a gateway that says nothing any more for lost, and comes back for a new snapshot', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
    const seen: string[] = [];
    const other = new Feed({
      firstAnswer: Promise.resolve(),
      url,
      fetchJob: async () => null,
      fetchLive: () => Promise.reject(new Error('away')),
    });
    other.watchConnection(() => seen.push(other.connection));
    const stopOther = other.start();
    await vi.waitFor(() => expect(seen).toEqual(['live']));
    vi.advanceTimersByTime(49_000);
    expect(seen).toEqual(['live']);
    vi.advanceTimersByTime(10_000);
    await vi.waitFor(() => expect(seen).toEqual(['live', 'lost', 'live']));
    stopOther();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('holds on to a gateway that says no more than that it is there', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
    const other = new Feed({
      firstAnswer: Promise.resolve(),
      url,
      fetchJob: async () => null,
      fetchLive: () => Promise.reject(new Error('away')),
    });
    const stale = vi.fn();
    other.onStale(stale);
    const stopOther = other.start();
    await vi.waitFor(() => expect(other.connection).toBe('live'));
    const opened = gateway.connections;
    for (let minute = 1; minute <= 3; minute++) {
      vi.advanceTimersByTime(40_000);
      gateway.say({ kind: 'pulse' });
      gateway.say({ kind: 'conversations' });
      await vi.waitFor(() => expect(stale).toHaveBeenCalledTimes(minute));
    }
    expect(gateway.connections).toBe(opened);
    stopOther();
  });

  it('looks at once when its page is seen again, and when there is a network again', async () => {
    const later = Date.now() + 60_000;
    const clock = vi.spyOn(Date, 'now').mockReturnValue(later);
    document.dispatchEvent(new Event('visibilitychange'));
    await vi.waitFor(() => expect(gateway.connections).toBe(2));
    await vi.waitFor(() => expect(feed.connection).toBe('live'));
    clock.mockReturnValue(later + 1_000);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(feed.connection).toBe('live');
    dispatchEvent(new Event('online'));
    expect(feed.connection).toBe('lost');
    await vi.waitFor(() => expect(gateway.connections).toBe(3));
  });

  it('asks for what should be read again', async () => {
    const stale = vi.fn();
    feed.onStale(stale);
    gateway.say({ kind: 'conversations' });
    await vi.waitFor(() => expect(stale).toHaveBeenCalledWith('conversations'));
  });
});
