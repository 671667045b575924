import { describe, expect, it } from 'vitest';
import { sends } from './composerKeys';

const enter = {
  key: 'Enter',
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  composing: false,
  touchOnly: false,
};

describe('in the composer', () => {
  it.each([
    ['Enter sends', {}, true],
    ['Shift+Enter breaks the line', { shiftKey: true }, false],
    ['Ctrl+Enter sends', { ctrlKey: true }, true],
    ['Cmd+Enter sends', { metaKey: true }, true],
    ['Enter that ends a composition sends nothing', { composing: true }, false],
    ['Ctrl+Enter during a composition sends nothing', { composing: true, ctrlKey: true }, false],
    ['Enter on a touch-only device breaks the line', { touchOnly: true }, false],
    ['Ctrl+Enter sends there too', { touchOnly: true, ctrlKey: true }, true],
    ['other keys are the textarea’s', { key: 'a', ctrlKey: true }, false],
  ])('%s', (_, keys, sent) => {
    expect(sends({ ...enter, ...keys })).toBe(sent);
  });
});
