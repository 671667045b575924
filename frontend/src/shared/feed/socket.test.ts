import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSocket } from './socket';

/** The browser's socket, opened and closed by the test. */
class Line extends EventTarget {
  static readonly OPEN = 1;
  static readonly all: Line[] = [];
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSING = 2;
  readonly CLOSED = 3;
  readyState = 0;
  binaryType = 'blob';

  constructor(readonly url: string) {
    super();
    Line.all.push(this);
  }

  opens() {
    this.readyState = this.OPEN;
    this.dispatchEvent(new Event('open'));
  }

  says(data: unknown) {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  close(code = 1000) {
    if (this.readyState === this.CLOSED) return;
    this.readyState = this.CLOSED;
    this.dispatchEvent(new CloseEvent('close', { code }));
  }
}

const handlers = { onText: vi.fn(), onBinary: vi.fn(), onClose: vi.fn() };
let stop: () => void;

/** Partysocket connects only after its promises are through. */
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const newest = () => Line.all.at(-1) as Line;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', Line);
  // The shortest of the jittered waits.
  vi.spyOn(Math, 'random').mockReturnValue(0);
  Line.all.length = 0;
  for (const handler of Object.values(handlers)) handler.mockReset();
  stop = openSocket('ws://imece.test/ws', handlers);
  await pass(0);
  newest().opens();
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Milliseconds until the next connection is tried. */
async function wait(): Promise<number> {
  const before = Line.all.length;
  for (let ms = 0; ms <= 20_000; ms += 10) {
    if (Line.all.length > before) return ms;
    await pass(10);
  }
  throw new Error('No connection was tried within 20 s.');
}

describe('the socket', () => {
  it('hands on text and bytes, each to its own', () => {
    expect(newest().binaryType).toBe('arraybuffer');
    newest().says('{}');
    const bytes = new ArrayBuffer(3);
    newest().says(bytes);
    expect(handlers.onText.mock.calls).toEqual([['{}']]);
    expect(handlers.onBinary.mock.calls).toEqual([[bytes]]);
  });

  it('is opened again after ever longer waits, and none is longer than eight seconds', async () => {
    const waits: number[] = [];
    for (let times = 0; times < 12; times++) {
      newest().close(1006);
      waits.push(await wait());
    }
    expect(handlers.onClose).toHaveBeenCalledTimes(12);
    expect(waits[0]).toBeGreaterThanOrEqual(390);
    expect(waits[1]).toBeGreaterThan(waits[0] ?? 0);
    expect(waits[4]).toBeGreaterThan(waits[1] ?? 0);
    expect(Math.max(...waits)).toBeLessThanOrEqual(8_010);
    expect(waits.at(-1)).toBeGreaterThanOrEqual(4_990);
  });

  it('does not have all pages come back in the same moment', async () => {
    newest().close(1006);
    const early = await wait();
    newest().opens();
    vi.mocked(Math.random).mockReturnValue(0.99);
    newest().says('{}');
    await pass(10_000);
    newest().close(1006);
    expect(await wait()).toBeGreaterThan(early + 300);
  });

  it('comes back at once after a 4001', async () => {
    newest().says('{}');
    newest().close(4001);
    expect(await wait()).toBeLessThanOrEqual(10);
  });

  it('comes back after ever longer waits when it is told that there is no room', async () => {
    const waits: number[] = [];
    for (let times = 0; times < 8; times++) {
      newest().close(1013);
      waits.push(await wait());
      newest().opens();
    }
    expect(waits[0]).toBeGreaterThanOrEqual(390);
    expect(waits[3]).toBeGreaterThan(waits[1] ?? 0);
    expect(waits.at(-1)).toBeGreaterThanOrEqual(4_990);
  });

  it('does not hammer a gateway that sends it away by 4001 before it said anything', async () => {
    newest().close(4001);
    expect(await wait()).toBeGreaterThanOrEqual(390);
    newest().opens();
    newest().says('{}');
    newest().close(4001);
    expect(await wait()).toBeLessThanOrEqual(10);
    newest().opens();
    newest().close(4001);
    expect(await wait()).toBeGreaterThanOrEqual(390);
  });

  it('is taken for lost after fifty seconds of silence, not before, and counts from the last word', async () => {
    await pass(30_000);
    newest().says('{}');
    await pass(49_000);
    expect(handlers.onClose).not.toHaveBeenCalled();
    await pass(6_000);
    expect(handlers.onClose).toHaveBeenCalledOnce();
  });

  it('is closed for good: nothing is told, tried or waited for any more', async () => {
    stop();
    await pass(60_000);
    dispatchEvent(new Event('online'));
    document.dispatchEvent(new Event('visibilitychange'));
    await pass(60_000);
    expect(Line.all).toHaveLength(1);
    expect(newest().readyState).toBe(newest().CLOSED);
    expect(handlers.onClose).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});
