import * as z from 'zod/mini';

const given = <T extends z.ZodMiniType>(schema: T) => z.catch(z.optional(schema), undefined);

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
});
export type Settings = z.infer<typeof settings>;

/** One submitted prompt with its settings. */
export type Wish = Settings & { prompt: string };
