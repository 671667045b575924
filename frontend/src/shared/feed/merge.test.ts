import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Position, Progress } from '@/shared/contract/frame';
import { isLive, type JobView } from '@/shared/contract/job';
import { goldenJob, goldenWhy } from '../../../test/golden';
import { type JobEvent, lackedBy, merge } from './merge';

const queued = goldenJob('job-queued');
const processing = goldenJob('job-processing');
const complete = goldenJob('job-complete');
const RUN = processing.runId ?? '';
const PAUSED = goldenWhy('paused', { sentence: 'Back at noon.' });

const job = (view: JobView): JobEvent => ({ kind: 'job', job: view });
const progress = (fields: Partial<Progress>): JobEvent => ({
  kind: 'progress',
  progress: {
    kind: 'progress',
    jobId: queued.id,
    runId: RUN,
    seq: 15,
    phase: 'denoising',
    progress: 43,
    step: 13,
    steps: 30,
    ...fields,
  },
});
const position = (queuePosition: number, more: Partial<Position> = {}): JobEvent => ({
  kind: 'position',
  position: { id: queued.id, queuePosition, eta: null, why: null, roseBecause: null, ...more },
});
const heldAfter = (...events: JobEvent[]) => events.reduce<JobView | undefined>(merge, undefined);

describe('a job frame', () => {
  it('wins with an equal or higher version', () => {
    expect(heldAfter(job(queued), job(processing))).toEqual(processing);
    expect(heldAfter(job(queued), job({ ...queued, queuePosition: 1 }))?.queuePosition).toBe(1);
  });

  it('that has not reckoned a range yet leaves the one that was told, until the job changes', () => {
    const eta = { fromSeconds: 3, toSeconds: 5 };
    const waiting = { ...queued, eta };
    expect(heldAfter(job(waiting), job({ ...queued, eta: null, queuePosition: 1 }))).toEqual({
      ...waiting,
      queuePosition: 1,
    });
    const changed = { ...queued, eta: null, version: queued.version + 1 };
    expect(heldAfter(job(waiting), job(changed))?.eta).toBeNull();
  });

  it('without a true place takes back the range that was told', () => {
    const waiting = { ...queued, eta: { fromSeconds: 3, toSeconds: 5 } };
    const shared = { ...queued, queuePosition: 0, eta: null, why: PAUSED };
    expect(heldAfter(job(waiting), job(shared))).toEqual(shared);
    const moved = { kind: 'position', position: { ...shared } } as const;
    expect(heldAfter(job(waiting), moved)).toMatchObject({
      queuePosition: 0,
      eta: null,
      why: PAUSED,
    });
  });

  it('of a lower version changes nothing', () => {
    expect(heldAfter(job(processing), job(queued))).toBe(processing);
  });

  it('may take a job from processing back to queued, if its version is higher', () => {
    const back = goldenJob('job-requeued');
    expect(heldAfter(job(processing), job(back))).toEqual(back);
  });

  it('never leaves a terminal status, whatever its version', () => {
    expect(heldAfter(job(complete), job({ ...processing, version: 99 }))).toBe(complete);
    expect(heldAfter(job(complete), job(goldenJob('job-cancelled', { id: complete.id, version: 99 })))).toBe(
      complete,
    );
  });

  it('of equal version and lower seq leaves newer progress standing', () => {
    const shown = heldAfter(
      job(processing),
      progress({ seq: 20, step: 18 }),
      job({ ...processing, note: 'slow' }),
    );
    expect(shown).toMatchObject({ seq: 20, step: 18, note: 'slow' });
  });

  it('of another run brings its own progress', () => {
    const restarted = goldenJob('job-restarted', { id: queued.id });
    expect(heldAfter(job(processing), progress({ seq: 30 }), job(restarted))).toEqual(restarted);
  });
});

describe('progress', () => {
  it('overlays a processing job of the same run with a higher seq, and neither status nor version', () => {
    const shown = heldAfter(job(processing), progress({}));
    expect(shown).toEqual({ ...processing, seq: 15, progress: 43, step: 13 });
  });

  it.each([
    ['of an equal seq', progress({ seq: processing.seq })],
    ['of another run', progress({ runId: 'another' })],
  ])('%s changes nothing', (_, event) => {
    expect(heldAfter(job(processing), event)).toBe(heldAfter(job(processing)));
  });

  it.each([queued, complete, goldenJob('job-error'), goldenJob('job-cancelled')])(
    'does not touch a job that is $status, not even the newest of its own run',
    (view) => {
      const of = { ...view, runId: RUN };
      expect(heldAfter(job(of), progress({ seq: view.seq + 1 }))).toBe(of);
    },
  );
});

describe('positions', () => {
  it('move a queued job', () => {
    expect(heldAfter(job(queued), position(1))).toMatchObject({
      queuePosition: 1,
      eta: null,
      why: null,
    });
  });

  it('that say nothing new change nothing, so that nobody is woken', () => {
    const why = { ...PAUSED };
    const held = heldAfter(job(queued), position(3, { why: { ...why } }));
    expect(merge(held, position(3, { why: { ...why } }))).toBe(held);
  });

  it('keep why it stands further back until it moves up again', () => {
    const back = heldAfter(
      job(queued),
      position(5, { roseBecause: 'returned' }),
      position(5, { why: PAUSED }),
    );
    expect(back?.roseBecause).toBe('returned');
    expect(merge(back, position(4))?.roseBecause).toBeNull();
  });

  it('do not touch a job that left the line', () => {
    expect(heldAfter(job(processing), position(1))).toBe(processing);
  });
});

describe('frames late, doubled and in any order', () => {
  const history = [
    job(queued),
    job(processing),
    progress({ seq: 15, step: 13 }),
    progress({ seq: 16, step: 14 }),
    job({ ...processing, version: 4, note: 'worker-1 is slow' }),
    job(goldenJob('job-restarted', { id: queued.id, version: 5 })),
    progress({ runId: goldenJob('job-restarted').runId ?? '', seq: 9, step: 7 }),
    job({ ...complete, version: 6 }),
    progress({ seq: 40, step: 30 }),
    position(1),
    job({ ...queued, version: 7 }),
  ];
  const anyOrder = fc.array(fc.constantFrom(...history), { maxLength: 40 });

  it('never show a lower version, never leave a terminal status', () => {
    fc.assert(
      fc.property(anyOrder, (events) => {
        let held: JobView | undefined;
        for (const event of events) {
          const next = merge(held, event);
          if (held && next) {
            expect(next.version).toBeGreaterThanOrEqual(held.version);
            if (!isLive(held)) expect(next.status).toBe(held.status);
          }
          held = next;
        }
      }),
    );
  });

  it('never take progress back within a run', () => {
    fc.assert(
      fc.property(anyOrder, (events) => {
        let held: JobView | undefined;
        for (const event of events) {
          const next = merge(held, event);
          const sameRun =
            held?.status === 'processing' && next?.status === 'processing' && held.runId === next.runId;
          if (held && next && sameRun) expect(next.seq).toBeGreaterThanOrEqual(held.seq);
          held = next;
        }
      }),
    );
  });

  it('said twice are as if said once', () => {
    fc.assert(
      fc.property(anyOrder, (events) => {
        const doubled = events.flatMap((event) => [event, event]);
        expect(heldAfter(...doubled)).toEqual(heldAfter(...events));
      }),
    );
  });

  it('end in the same picture once the terminal frame has come', () => {
    const untilComplete = history.slice(0, 8);
    fc.assert(
      fc.property(fc.shuffledSubarray(untilComplete, { minLength: 8 }), (events) => {
        expect(heldAfter(...events)).toEqual({ ...complete, version: 6 });
      }),
    );
  });
});

describe('a snapshot', () => {
  it('tells which held live jobs it lacks', () => {
    const other = { ...queued, id: 'other' };
    expect(lackedBy([queued], [queued, other, { ...complete, id: 'old' }])).toEqual(['other']);
  });
});
