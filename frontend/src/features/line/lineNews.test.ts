import { describe, expect, it } from 'vitest';
import { type Queue, queue as queueOf } from '@/shared/contract/queue';
import { goldenJob } from '../../../test/golden';
import { gpusOf, standingOf } from './lineNews';

const queue = (waiting: number, running: number, slots: number): Queue =>
  queueOf.parse({ lanes: [{ waiting, running, slots }, {}] });
const queued = goldenJob('job-queued', { queuePosition: 4 });
const running = goldenJob('job-processing');

describe('the line, in a few words', () => {
  it('is first of all how many are ahead of my next picture', () => {
    const standing = standingOf([running, queued, { ...queued, queuePosition: 9 }], queue(9, 1, 1));
    expect(standing).toEqual({ kind: 'ahead', ahead: 3, eta: queued.eta });
  });

  it('is my running pictures when none of mine waits', () => {
    expect(standingOf([running], queue(5, 1, 1))).toEqual({ kind: 'making', count: 1 });
  });

  it('never calls a picture that waits without a place one that is being made', () => {
    const placeless = { ...queued, queuePosition: 0 };
    expect(standingOf([placeless, placeless], queue(2, 1, 1))).toEqual({ kind: 'waiting', count: 2 });
    expect(standingOf([running, placeless], queue(2, 1, 1))).toEqual({ kind: 'making', count: 1 });
  });

  it('is what others wait for when I have nothing in it', () => {
    expect(standingOf([], queue(5, 1, 1))).toEqual({ kind: 'others', count: 5 });
    expect(standingOf([], undefined)).toEqual({ kind: 'quiet' });
  });

  it('says what the GPUs do', () => {
    expect(gpusOf(queue(0, 2, 3))).toEqual({ kind: 'working', count: 2 });
    expect(gpusOf(queue(0, 0, 3))).toEqual({ kind: 'ready', count: 3 });
    expect(gpusOf(queue(4, 0, 0))).toEqual({ kind: 'none' });
    expect(gpusOf(undefined)).toBeNull();
  });
});
