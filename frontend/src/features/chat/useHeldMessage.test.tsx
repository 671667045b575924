import { act, fireEvent, render } from '@testing-library/react';
import { useRef } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Entry } from './timeline';
import { useHeldMessage } from './useHeldMessage';

const show = vi.fn<(index: number) => void>();
let held: ReturnType<typeof useHeldMessage>;
let resized: () => void = () => {};

const entries = (...keys: string[]): Entry[] =>
  keys.map((key) => ({
    kind: 'message',
    key,
    message: { id: key, role: 'user', content: key, idempotencyKey: null, createdAt: null, jobs: [] },
  }));

function List({ shown }: { shown: Entry[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  held = useHeldMessage(shown, { scroller, content }, show);
  return (
    <div ref={scroller} data-testid="scroller">
      <div ref={content} />
    </div>
  );
}

beforeEach(() => {
  show.mockReset();
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(onResize: () => void) {
        resized = onResize;
      }
      observe() {}
      disconnect() {}
    },
  );
});

describe('a message that the reader was led to', () => {
  it('is found by its key again once earlier ones stand above it', () => {
    const { rerender } = render(<List shown={entries('c', 'd')} />);
    held.hold('d');
    rerender(<List shown={entries('a', 'b', 'c', 'd')} />);
    expect(show).toHaveBeenLastCalledWith(3);
  });

  it('is shown again after each change of a height around it', () => {
    render(<List shown={entries('a', 'b')} />);
    held.hold('b');
    act(resized);
    act(resized);
    expect(show.mock.calls).toEqual([[1], [1]]);
  });

  it.each(['wheel', 'touchMove', 'pointerDown', 'keyDown', 'focusIn'] as const)(
    'is let go by whoever stirs: %s',
    (stir) => {
      const { getByTestId, rerender } = render(<List shown={entries('a')} />);
      held.hold('a');
      expect(held.holds()).toBe(true);
      fireEvent[stir](getByTestId('scroller'));
      expect(held.holds()).toBe(false);
      act(resized);
      rerender(<List shown={entries('b', 'a')} />);
      expect(show).not.toHaveBeenCalled();
    },
  );

  it('that was deleted meanwhile moves nothing', () => {
    const { rerender } = render(<List shown={entries('a', 'b')} />);
    held.hold('b');
    rerender(<List shown={entries('a')} />);
    expect(show).not.toHaveBeenCalled();
  });
});
