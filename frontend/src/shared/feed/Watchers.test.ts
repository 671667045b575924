import { expect, it, vi } from 'vitest';
import { Watchers } from './Watchers';

it('tell whoever watches this id, as often as it changes, and nobody who has stopped', () => {
  const watchers = new Watchers();
  const [mine, also, other] = [vi.fn(), vi.fn(), vi.fn()];
  const stop = watchers.add('a', mine);
  watchers.add('a', also);
  watchers.add('b', other);
  watchers.tell('a');
  stop();
  watchers.tell('a');
  expect([mine, also, other].map((each) => each.mock.calls.length)).toEqual([1, 2, 0]);
});

it('remember no id that nobody watches any more', () => {
  const watchers = new Watchers();
  const stops = Array.from({ length: 1_000 }, (_, n) => watchers.add(`job ${n}`, () => {}));
  for (const stop of stops) stop();
  for (const stop of stops) stop();
  for (let n = 0; n < 1_000; n++) expect(watchers.has(`job ${n}`)).toBe(false);
});

it('may be left by one of them while they are told', () => {
  const watchers = new Watchers();
  const last = vi.fn();
  const stop = watchers.add('a', () => stop());
  watchers.add('a', last);
  watchers.tell('a');
  expect(last).toHaveBeenCalledOnce();
});
