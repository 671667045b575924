import type { UsedLimit } from '@/shared/contract/me';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** An amount as people say it: bytes as kB, MB, GB, all others as a number. */
export function amount(what: UsedLimit['what'], value: number, language: string): string {
  if (what !== 'bytes') return value.toLocaleString(language);
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)));
  return (value / 1000 ** step).toLocaleString(language, {
    style: 'unit',
    unit: UNITS[step],
    unitDisplay: 'short',
    maximumFractionDigits: step > 1 ? 1 : 0,
  });
}

/** Of 1; null where nothing bounds it. What is over its limit is full. */
export const share = ({ used, of }: Pick<UsedLimit, 'used' | 'of'>): number | null =>
  of === null ? null : of <= 0 ? 1 : Math.min(1, used / of);
