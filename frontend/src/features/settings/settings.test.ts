import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { options } from '@/shared/contract/options';
import { fitting } from './fitting';
import { recall, remember, settle } from './memory';
import { ASPECTS, presetOf, SIDES, sizeOf } from './sizes';

const farm = options.parse({
  samplers: ['euler', 'heun'],
  schedulers: ['normal'],
  checkpoints: ['demo'],
  defaults: { sampler: 'euler', scheduler: 'normal' },
});

describe('what the farm offers', () => {
  it('is complete even where it says nothing', () => {
    const silent = options.parse({});
    expect(silent.limits.steps).toEqual({ min: 1, max: 150, step: 1 });
    expect(silent.defaults.width).toBe(512);
    expect(silent.checkpoints).toEqual([]);
  });
});

describe('settings', () => {
  it('are sent only where they differ from the defaults', () => {
    expect(
      fitting({ width: 512, height: 512, steps: 20, cfgScale: 7, sampler: 'euler', count: 1 }, farm),
    ).toEqual({});
    expect(fitting({ width: 512, height: 768, steps: 30, seed: 0 }, farm)).toEqual({
      width: 512,
      height: 768,
      steps: 30,
      seed: 0,
    });
  });

  it('lose what the farm does not take now', () => {
    const old = { checkpoint: 'gone', sampler: 'plms', scheduler: 'normal', steps: 999, negativePrompt: ' ' };
    expect(fitting(old, farm)).toEqual({ steps: 150 });
  });

  it('leave room for the seed of the last picture', () => {
    expect(fitting({ seed: 2 ** 32 - 1, count: 4 }, farm)).toEqual({ seed: 2 ** 32 - 4, count: 4 });
  });

  it('are remembered per conversation, and move with a new chat into its conversation', () => {
    remember('a', { steps: 30 });
    remember(null, { count: 4 });
    settle('b');
    expect(recall('a')).toEqual({ steps: 30 });
    expect(recall('b')).toEqual({ count: 4 });
    expect(recall(null)).toEqual({});
  });

  it('survive nonsense in the storage', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        localStorage.setItem('imece.settings', text);
        expect(recall('a')).toBeTypeOf('object');
        remember('a', { seed: 1 });
        expect(recall('a')).toEqual({ seed: 1 });
      }),
    );
  });

  it('do not fill the storage', () => {
    for (let index = 0; index < 100; index++) remember(`c${index}`, { seed: index });
    expect(recall('c0')).toEqual({});
    expect(recall('c99')).toEqual({ seed: 99 });
  });
});

describe('the sizes', () => {
  it('keep to the steps and limits of the farm, and are recognised again', () => {
    for (const side of SIDES) {
      for (const aspect of ASPECTS) {
        const size = sizeOf(aspect, side, farm.limits);
        expect(size.width % 8).toBe(0);
        expect(size.height % 8).toBe(0);
        expect(presetOf(size, farm.limits)).toEqual({ aspect, side });
      }
    }
    expect(presetOf({ width: 640, height: 400 }, farm.limits)).toBeNull();
  });
});
