import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Bin } from './Bin';

const remove = vi.fn(async (_id: string): Promise<unknown> => undefined);
const onFailure = vi.fn();
let bin: Bin;

beforeEach(() => {
  vi.useFakeTimers();
  remove.mockReset().mockResolvedValue(undefined);
  onFailure.mockReset();
  bin = new Bin({ remove, onFailure });
});

afterEach(() => vi.useRealTimers());

describe('a deleted conversation', () => {
  it('is hidden at once and deleted for good a moment later, once', async () => {
    bin.put('a');
    expect(bin.contents).toContain('a');
    expect(remove).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(remove).toHaveBeenCalledExactlyOnceWith('a');
    expect(bin.contents).toContain('a');
  });

  it('that is taken back is never deleted', async () => {
    bin.put('a');
    bin.takeBack('a');
    expect(bin.contents.size).toBe(0);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(remove).not.toHaveBeenCalled();
  });

  it('that is being deleted in another way stays hidden, and is asked for once', async () => {
    bin.put('a');
    bin.leave('a');
    await vi.advanceTimersByTimeAsync(20_000);
    bin.empty();
    expect(remove).not.toHaveBeenCalled();
    expect(bin.contents).toContain('a');
  });

  it('is deleted before the page closes', () => {
    bin.put('a');
    bin.put('b');
    bin.takeBack('b');
    bin.empty();
    expect(remove).toHaveBeenCalledExactlyOnceWith('a');
  });

  it('comes back when it could not be deleted', async () => {
    remove.mockRejectedValue(new Error('away'));
    const woken = vi.fn();
    bin.watch(woken);
    bin.put('a');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(bin.contents.size).toBe(0);
    expect(onFailure).toHaveBeenCalledExactlyOnceWith('a');
    expect(woken).toHaveBeenCalledTimes(2);
  });
});
