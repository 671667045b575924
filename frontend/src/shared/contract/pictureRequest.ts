import * as z from 'zod/mini';

const given = <T extends z.ZodMiniType>(schema: T) => z.catch(z.optional(schema), undefined);

/** Laid over the checkpoint, this strongly. */
export const lora = z.object({ name: z.string(), weight: z.number() });
export type Lora = z.infer<typeof lora>;

/** What is asked for besides the prompt; what is absent is left to the farm. */
export const settings = z.object({
  negativePrompt: given(z.string()),
  checkpoint: given(z.string()),
  width: given(z.number()),
  height: given(z.number()),
  steps: given(z.number()),
  cfgScale: given(z.number()),
  sampler: given(z.string()),
  scheduler: given(z.string()),
  seed: given(z.number()),
  count: given(z.number()),
  loras: given(z.array(lora)),
  /** An upload, or a job with a picture: what to begin from. */
  initImageId: given(z.string()),
  /** How far to go from there, 0 to 1. */
  denoisingStrength: given(z.number()),
});
export type Settings = z.infer<typeof settings>;

/** One submitted prompt with its settings. */
export const pictureRequest = z.extend(settings, { prompt: z.string() });
export type PictureRequest = z.infer<typeof pictureRequest>;
