import * as z from 'zod/mini';
import { listOf, numberOr, orNull, textOr } from './tolerant';

/** An object whose missing parts have fallbacks, and that may be missing itself. */
const orUsual = <T extends z.core.$ZodShape>(shape: T) => {
  const object = z.object(shape);
  return z.catch(object, () => z.parse(object, {}));
};

const range = (min: number, max: number, step = 1) =>
  orUsual({ min: numberOr(min), max: numberOr(max), step: numberOr(step) });
export type Range = { min: number; max: number; step: number };

/** What the farm offers: limits, what it takes where nothing is said, and the words that it knows. */
export const options = z.object({
  limits: orUsual({
    promptCharacters: numberOr(2000),
    negativePromptCharacters: numberOr(2000),
    width: range(64, 2048, 8),
    height: range(64, 2048, 8),
    steps: range(1, 150),
    cfgScale: range(1, 30, 0.5),
    seed: range(0, 2 ** 32 - 1),
    count: range(1, 8),
    loras: range(0, 8),
    loraWeight: range(-2, 2),
    denoisingStrength: range(0.01, 1),
    /** Of a picture to begin from: media types, bytes, and pixels of its longer side. */
    upload: orUsual({
      types: z.catch(z.array(z.string()), ['image/png', 'image/jpeg']),
      bytes: numberOr(16 * 2 ** 20),
      side: numberOr(4096),
    }),
  }),
  defaults: orUsual({
    width: numberOr(512),
    height: numberOr(512),
    steps: numberOr(20),
    cfgScale: numberOr(7),
    sampler: textOr(''),
    scheduler: textOr(''),
    checkpoint: orNull(z.string()),
    loraWeight: numberOr(1),
    denoisingStrength: numberOr(0.75),
  }),
  samplers: listOf(z.string()),
  schedulers: listOf(z.string()),
  checkpoints: listOf(z.string()),
  loras: listOf(z.string()),
  engines: listOf(
    z.object({
      engine: z.string(),
      label: textOr(''),
      slots: numberOr(0),
      features: listOf(z.string()),
    }),
  ),
});
export type Options = z.infer<typeof options>;
