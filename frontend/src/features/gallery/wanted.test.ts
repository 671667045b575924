import { describe, expect, it } from 'vitest';
import { EVERYTHING, isNarrowed, parametersOf } from './wanted';

describe('what the gallery is narrowed down to', () => {
  it('is nothing to begin with', () => {
    expect(isNarrowed(EVERYTHING)).toBe(false);
    expect(Object.values(parametersOf(EVERYTHING)).join('')).toBe('');
  });

  it('takes whole local days, the last one included', () => {
    const { from, to } = parametersOf({ ...EVERYTHING, from: '2026-11-23', to: '2026-11-23' });
    expect(new Date(from ?? '')).toEqual(new Date(2026, 10, 23));
    expect(new Date(to ?? '')).toEqual(new Date(2026, 10, 24));
  });

  it.each(['', '2026', '0002-01-01', 'nonsense', '2026-11'])('leaves out the half-typed day "%s"', (day) => {
    expect(parametersOf({ ...EVERYTHING, from: day }).from).toBe('');
  });

  it('reads a pasted seed with its words', () => {
    expect(parametersOf({ ...EVERYTHING, seed: 'seed 2718281828 ' }).seed).toBe('2718281828');
  });
});
