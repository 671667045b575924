const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, or in how long, in words: "3 days ago". Null within the last minute. */
export function ago(moment: string, now: number, language: string): string | null {
  const seconds = Math.round((Date.parse(moment) - now) / 1_000);
  const far = Math.abs(seconds);
  if (far < MINUTE) return null;
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (far < HOUR) return words.format(Math.trunc(seconds / MINUTE), 'minute');
  if (far < DAY) return words.format(Math.trunc(seconds / HOUR), 'hour');
  return words.format(Math.trunc(seconds / DAY), 'day');
}

/** The day. */
export const day = (moment: string, language: string): string =>
  new Date(moment).toLocaleDateString(language, { dateStyle: 'medium' });

/** The time of day, or the day where that is another one. */
export function at(moment: string, now: number, language: string): string {
  const date = new Date(moment);
  const soon = Math.abs(date.getTime() - now) < DAY * 1_000;
  return date.toLocaleString(language, soon ? { timeStyle: 'short' } : { dateStyle: 'medium' });
}
