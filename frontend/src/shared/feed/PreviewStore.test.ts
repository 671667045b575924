import { beforeEach, describe, expect, it, vi } from 'vitest';
import { PreviewStore } from './PreviewStore';

const jpeg = new Uint8Array([0xff, 0xd8]);
let made: string[];
let revoked: string[];

beforeEach(() => {
  made = [];
  revoked = [];
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    made.push(`blob:${made.length}`);
    return `blob:${made.length - 1}`;
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => {
    revoked.push(url);
  });
});

describe('previews', () => {
  it('wake only who watches their job, and give the newest', () => {
    const previews = new PreviewStore();
    const mine = vi.fn();
    const other = vi.fn();
    previews.watch('a', mine);
    previews.watch('b', other);
    previews.show({ jobId: 'a', jpeg });
    previews.show({ jobId: 'a', jpeg });
    expect(previews.get('a')).toBe('blob:1');
    expect(mine).toHaveBeenCalledTimes(2);
    expect(other).not.toHaveBeenCalled();
  });

  it('keep at most two pictures of a job in memory, and none once dropped', () => {
    const previews = new PreviewStore();
    for (let count = 0; count < 10; count++) {
      previews.show({ jobId: 'a', jpeg });
      expect(made.length - revoked.length).toBeLessThanOrEqual(2);
      expect(revoked).not.toContain(previews.get('a'));
    }
    previews.drop('a');
    expect(previews.get('a')).toBeUndefined();
    expect([...revoked].sort()).toEqual([...made].sort());
    expect(new Set(revoked).size).toBe(revoked.length);
  });
});
