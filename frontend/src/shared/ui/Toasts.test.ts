import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Toasts } from './Toasts';

let toasts: Toasts;

beforeEach(() => {
  vi.useFakeTimers();
  toasts = new Toasts();
});

afterEach(() => vi.useRealTimers());

const UNDO = { label: 'Undo', run: () => {} };

it('a sentence goes by itself, and a newer one takes its place', () => {
  toasts.show('one');
  toasts.show('two');
  expect(toasts.current?.text).toBe('two');
  vi.advanceTimersByTime(10_000);
  expect(toasts.current).toBeNull();
});

it('what can be undone for a minute stands for a minute, and comes back behind what is said meanwhile', () => {
  toasts.show('deleted', UNDO, { shownMs: 60_000 });
  vi.advanceTimersByTime(20_000);
  toasts.show('copied');
  expect(toasts.current?.text).toBe('copied');
  vi.advanceTimersByTime(10_000);
  expect(toasts.current?.text).toBe('deleted');
  vi.advanceTimersByTime(40_000);
  expect(toasts.current).toBeNull();
});

it('what is dismissed or too late does not come back', () => {
  toasts.show('deleted', UNDO, { shownMs: 60_000 });
  toasts.dismiss();
  expect(toasts.current).toBeNull();
  toasts.show('first', UNDO, { shownMs: 60_000 });
  toasts.show('second', UNDO, { shownMs: 60_000 });
  toasts.dismiss();
  expect(toasts.current).toBeNull();
});
