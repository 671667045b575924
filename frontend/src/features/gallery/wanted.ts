/** What the gallery is narrowed down to, as it was typed; empty narrows nothing. Days are local: `2026-11-23`. */
export type Wanted = { q: string; checkpoint: string; seed: string; from: string; to: string };

export const EVERYTHING: Wanted = { q: '', checkpoint: '', seed: '', from: '', to: '' };

export const isNarrowed = (wanted: Wanted) => Object.values(wanted).some((each) => each !== '');

/** The gateway's parameters: days become the moments between which they lie here. */
export function parametersOf({ q, checkpoint, seed, from, to }: Wanted): Record<string, string> {
  return { q, checkpoint, seed: seed.replace(/\D/g, ''), from: startOf(from, 0), to: startOf(to, 1) };
}

function startOf(day: string, later: number): string {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) return '';
  const moment = new Date(year, month - 1, date + later);
  // A year that is still being typed is no day yet.
  return moment.getFullYear() >= 1970 && moment.getFullYear() <= 9999 ? moment.toISOString() : '';
}
