const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** How long something has lasted, in the largest unit of which it has two, rounded down. */
export function lastingText(seconds: number) {
  if (seconds < 2 * MINUTE) return { key: 'farm.seconds', count: Math.floor(seconds) } as const;
  if (seconds < 2 * HOUR) return { key: 'farm.minutes', count: Math.floor(seconds / MINUTE) } as const;
  return { key: 'farm.hours', count: Math.floor(seconds / HOUR) } as const;
}
