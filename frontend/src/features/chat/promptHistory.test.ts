import { describe, expect, it } from 'vitest';
import { recalled, withoutRepetitions } from './promptHistory';

const history = ['first', 'second', 'third'];
const empty = { text: '', at: null };

describe('the prompt history', () => {
  it('begins with the newest prompt, and stops at the oldest', () => {
    const third = recalled(history, empty, 'ArrowUp');
    expect(third).toEqual({ text: 'third', at: 2 });
    expect(recalled(history, { text: 'first', at: 0 }, 'ArrowUp')).toBeNull();
    expect(recalled([], empty, 'ArrowUp')).toBeNull();
  });

  it('goes down again, and out of itself', () => {
    expect(recalled(history, { text: 'second', at: 1 }, 'ArrowDown')).toEqual({ text: 'third', at: 2 });
    expect(recalled(history, { text: 'third', at: 2 }, 'ArrowDown')).toEqual(empty);
    expect(recalled(history, empty, 'ArrowDown')).toBeNull();
  });

  it('never takes away what was typed or changed', () => {
    expect(recalled(history, { text: 'mine', at: null }, 'ArrowUp')).toBeNull();
    expect(recalled(history, { text: 'second!', at: 1 }, 'ArrowUp')).toBeNull();
  });

  it('does not repeat itself', () => {
    expect(withoutRepetitions(['a', 'a', 'b', 'a'])).toEqual(['a', 'b', 'a']);
  });
});
