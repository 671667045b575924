import type { Eta } from '@/shared/contract/job';

type Unit = 'Second' | 'Minute' | 'Hour';

type EtaText = {
  key: `card.eta${Unit}` | 'card.etaSeconds' | 'card.etaMinutes';
  from: number;
  to: number;
};

const MINUTE = 60;
const HOUR = 3_600;
const MINUTES_FROM = 2 * MINUTE;
const HOURS_FROM = 3 * HOUR;

/** An expected time as a text: a range where it is one, coarser units where finer ones would be too exact. */
export function etaText({ fromSeconds, toSeconds, rough }: Eta): EtaText {
  if (rough) return roughly(toSeconds);
  const minutes = toSeconds >= MINUTES_FROM;
  const unit = minutes ? MINUTE : 1;
  const from = Math.max(1, Math.floor(fromSeconds / unit));
  const to = Math.max(from, Math.ceil(toSeconds / unit));
  if (from === to) return { key: minutes ? 'card.etaMinute' : 'card.etaSecond', from, to };
  return { key: minutes ? 'card.etaMinutes' : 'card.etaSeconds', from, to };
}

/** A figure as round as it is rough. */
function roughly(seconds: number): EtaText {
  if (seconds < MINUTES_FROM) return one('Second', Math.max(10, Math.ceil(seconds / 10) * 10));
  if (seconds >= HOURS_FROM) return one('Hour', Math.round(seconds / HOUR));
  const minutes = seconds / MINUTE;
  return one('Minute', minutes < 10 ? Math.round(minutes) : Math.round(minutes / 5) * 5);
}

const one = (unit: Unit, count: number): EtaText => ({ key: `card.eta${unit}`, from: count, to: count });
