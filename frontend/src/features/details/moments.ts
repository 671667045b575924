import { en } from '@/i18n/en';

/** Seconds from one moment to another; null while one of them is unknown. */
export function secondsBetween(from: string | null, to: string | null): number | null {
  const seconds = (Date.parse(to ?? '') - Date.parse(from ?? '')) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}

type Outcome = keyof typeof en.details.outcome;

/** An outcome that we have a word for. */
export const knownOutcome = (outcome: string | null): Outcome | null =>
  outcome !== null && Object.hasOwn(en.details.outcome, outcome) ? (outcome as Outcome) : null;
