import type { JobView } from '@/shared/contract/job';
import type { PictureRequest, Settings } from '@/shared/contract/pictureRequest';

/** What was asked for to get this picture: everything but its seed, so that asking again gives another one. */
export function remixOf({ prompt, spec }: JobView): PictureRequest {
  const { seed: _, ...asked } = spec ?? {};
  const given = Object.entries(asked).filter(([, value]) => isGiven(value));
  return { ...(Object.fromEntries(given) as Settings), prompt };
}

const isGiven = (value: unknown) =>
  value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

export function withoutPrompt({ prompt: _, ...settings }: PictureRequest): Settings {
  return settings;
}
