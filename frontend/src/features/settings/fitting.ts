import type { Options, Range } from '@/shared/contract/options';
import type { Lora, Settings } from '@/shared/contract/pictureRequest';

/**
 * Settings without what the farm does not take now: a checkpoint that no worker has any more, a word it does not
 * know, a number beyond its limits. What equals the default is left out. A picture to begin from stays: without it
 * another picture would come than the one that was asked for, so it is the farm's to refuse.
 */
export function fitting(settings: Settings, { limits, defaults, ...words }: Options): Settings {
  const count = within(settings.count, limits.count);
  const width = within(settings.width, limits.width);
  const height = within(settings.height, limits.height);
  const square = width === defaults.width && height === defaults.height;
  const kept: Settings = {
    negativePrompt: settings.negativePrompt?.trim() || undefined,
    checkpoint: oneOf(settings.checkpoint, words.checkpoints),
    width: square ? undefined : width,
    height: square ? undefined : height,
    steps: unless(within(settings.steps, limits.steps), defaults.steps),
    cfgScale: unless(within(settings.cfgScale, limits.cfgScale), defaults.cfgScale),
    sampler: unless(oneOf(settings.sampler, words.samplers), defaults.sampler),
    scheduler: unless(oneOf(settings.scheduler, words.schedulers), defaults.scheduler),
    seed: within(settings.seed, { ...limits.seed, max: limits.seed.max - ((count ?? 1) - 1) }),
    count: unless(count, 1),
    loras: known(settings.loras, words.loras),
    initImageId: settings.initImageId,
    denoisingStrength: settings.initImageId
      ? unless(within(settings.denoisingStrength, limits.denoisingStrength), defaults.denoisingStrength)
      : undefined,
  };
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
}

const known = (loras: readonly Lora[] | undefined, words: readonly string[]) => {
  const kept = loras?.filter(({ name }) => words.includes(name)) ?? [];
  return kept.length > 0 ? kept : undefined;
};

const oneOf = (word: string | undefined, known: readonly string[]) =>
  word !== undefined && known.includes(word) ? word : undefined;

const unless = <T>(value: T | undefined, usual: T) => (value === usual ? undefined : value);

const within = (value: number | undefined, { min, max }: Range) =>
  value === undefined || !Number.isFinite(value) ? undefined : Math.min(max, Math.max(min, value));
