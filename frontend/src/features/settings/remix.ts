import type { JobView } from '@/shared/contract/job';
import type { Settings, Wish } from '@/shared/contract/wish';

/** What was asked for to get this picture: everything but its seed, so that asking again gives another one. */
export function remixOf({ prompt, spec }: JobView): Wish {
  const { seed: _, ...asked } = spec ?? {};
  const given = Object.entries(asked).filter(([, value]) => value !== null && value !== '');
  return { ...(Object.fromEntries(given) as Settings), prompt };
}

export function withoutPrompt({ prompt: _, ...settings }: Wish): Settings {
  return settings;
}
