import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { golden, goldenNames } from '../../../test/golden';
import { readFrame, readPreview } from './frame';

const KINDS = ['snapshot', 'job', 'progress', 'positions', 'message', 'conversations', 'forgotten', 'pulse'];

/** Whether everything in `read` stands in `sent` as well: nothing was replaced by a fallback. */
function expectWithin(read: unknown, sent: unknown, path = '$') {
  if (read === null || typeof read !== 'object') return expect(read, path).toEqual(sent);
  for (const [key, value] of Object.entries(read)) {
    expectWithin(value, (sent as Record<string, unknown>)[key], `${path}.${key}`);
  }
}

describe('a frame', () => {
  it.each(goldenNames)('%s of the contract is read without loss', (name) => {
    const frame = readFrame(golden(name));
    expect(frame).not.toBeNull();
    expectWithin(frame, JSON.parse(golden(name)));
  });

  it('of every kind stands in the contract', () => {
    const kinds = goldenNames.map((name) => JSON.parse(golden(name)).kind);
    expect([...new Set(kinds)].sort()).toEqual([...KINDS].sort());
  });

  it('with unknown fields is read as if they were not there', () => {
    const sent = JSON.parse(golden('job-queued'));
    const newer = { ...sent, novelty: 1, job: { ...sent.job, novelty: { deep: true } } };
    expect(readFrame(JSON.stringify(newer))).toEqual(readFrame(golden('job-queued')));
  });

  it('of an unknown kind is ignored', () => {
    expect(readFrame('{"kind":"horoscope","jobs":[]}')).toBeNull();
  });

  it('with one unreadable job still tells of the others', () => {
    const sent = JSON.parse(golden('snapshot'));
    const frame = readFrame(JSON.stringify({ ...sent, jobs: [...sent.jobs, { id: 7 }, null, 'x'] }));
    expect(frame?.kind === 'snapshot' && frame.jobs.length).toBe(sent.jobs.length);
  });

  it('of garbage is ignored and never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => readFrame(text) === null));
    const mutated = fc.tuple(fc.constantFrom(...goldenNames), fc.nat(), fc.string({ maxLength: 4 }));
    fc.assert(
      fc.property(mutated, ([name, at, insert]) => {
        const text = golden(name);
        const cut = at % text.length;
        readFrame(text.slice(0, cut) + insert + text.slice(cut + insert.length));
      }),
    );
  });
});

describe('a preview', () => {
  it('carries the job id in its first 16 bytes', () => {
    const bytes = Uint8Array.from([
      0x3b, 0x9d, 0x7c, 0x52, 0x6f, 0x0e, 0x4a, 0x8b, 0x9c, 0x1d, 0x2e, 0x4f, 0x60, 0x71, 0x82, 0x93, 0xff,
      0xd8,
    ]);
    const preview = readPreview(bytes.buffer);
    expect(preview?.jobId).toBe('3b9d7c52-6f0e-4a8b-9c1d-2e4f60718293');
    expect([...(preview?.jpeg ?? [])]).toEqual([0xff, 0xd8]);
  });

  it('without a picture is ignored', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 16 }), (bytes) => readPreview(bytes.slice().buffer) === null),
    );
  });
});
