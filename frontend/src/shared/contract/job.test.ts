import { describe, expect, it } from 'vitest';
import { jobView, usedSpec, usedWords } from './job';

const job = (used: unknown) =>
  jobView.parse({
    id: 'a',
    status: 'complete',
    spec: { steps: 20, sampler: 'euler', cfgScale: 7 },
    used,
    createdAt: '2026-11-30T00:00:00Z',
  });

describe('what a picture was made with', () => {
  it('is what was asked for where nothing else is told', () => {
    expect(usedSpec(job(null))?.steps).toBe(20);
    expect(usedSpec(job(undefined))?.sampler).toBe('euler');
  });

  it('is what the engine used instead, and nothing where nobody knows it', () => {
    const spec = usedSpec(job({ steps: 3, sampler: null, cfgScale: 'garbage' }));
    expect(spec?.steps).toBe(3);
    expect(spec?.sampler).toBeNull();
    expect(spec?.cfgScale).toBeNull();
  });

  it('are words of its own where the prompt held more than words', () => {
    expect(usedWords(job({ steps: 3 }).used)).toBeNull();
    expect(usedWords(job({ prompt: 'oil' }).used)).toEqual({ prompt: 'oil', loras: '' });
    expect(usedWords(job({ prompt: 'oil', loras: [{ name: 'fog', weight: 0.6 }] }).used)).toEqual({
      prompt: 'oil',
      loras: 'fog 0.6',
    });
    expect(usedWords(job({ prompt: 'oil', loras: 'garbage' }).used)).toEqual({ prompt: 'oil', loras: '' });
  });
});
