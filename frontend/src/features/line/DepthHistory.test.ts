import { expect, it, vi } from 'vitest';
import { queue } from '@/shared/contract/queue';
import { DepthHistory } from './DepthHistory';

const reading = (...waiting: number[]) =>
  queue.parse({ lanes: waiting.map((n) => ({ waiting: n, running: 1 })) });

it('adds up the lanes, oldest reading first', () => {
  const history = new DepthHistory();
  history.take(reading(2, 3), 1_000);
  history.take(reading(), 2_000);
  expect(history.readings).toEqual([
    { at: 1_000, waiting: 5, running: 2 },
    { at: 2_000, waiting: 0, running: 0 },
  ]);
});

it('leaves out what is no newer, and wakes nobody for it', () => {
  const history = new DepthHistory();
  const woken = vi.fn();
  history.take(reading(1), 2_000);
  history.watch(woken);
  history.take(reading(7), 2_000);
  history.take(reading(7), 1_000);
  expect(history.readings).toHaveLength(1);
  expect(woken).not.toHaveBeenCalled();
});

it('stays bounded over days, and keeps the newest', () => {
  const history = new DepthHistory();
  for (let at = 1; at <= 5_000; at++) history.take(reading(at), at);
  expect(history.readings.length).toBeLessThanOrEqual(1_080);
  expect(history.readings.at(-1)?.waiting).toBe(5_000);
});
