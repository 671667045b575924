import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Polling } from './Polling';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('asks after its delay, then every few seconds, until it ends', async () => {
  const ask = vi.fn(async () => {});
  const polling = new Polling(ask);
  polling.begin(2_500);
  polling.begin(0);
  await vi.advanceTimersByTimeAsync(2_499);
  expect(ask).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(ask).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(8_000);
  expect(ask).toHaveBeenCalledTimes(3);
  polling.end();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).toHaveBeenCalledTimes(3);
  expect(vi.getTimerCount()).toBe(0);
});

it('asks nothing new while an answer is awaited, nor when it ended meanwhile and began again', async () => {
  let answer = () => {};
  const ask = vi.fn(() => new Promise<void>((resolve) => (answer = resolve)));
  const polling = new Polling(ask);
  polling.begin(0);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).toHaveBeenCalledOnce();
  polling.end();
  polling.begin(1_000);
  answer();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(ask).toHaveBeenCalledTimes(2);
  polling.end();
  answer();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).toHaveBeenCalledTimes(2);
});
