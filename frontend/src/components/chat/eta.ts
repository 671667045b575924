import type { Eta } from '@/shared/contract/job';

type EtaText = {
  key: 'card.etaSeconds' | 'card.etaSecond' | 'card.etaMinutes' | 'card.etaMinute';
  from: number;
  to: number;
};

const MINUTES_FROM = 120;

/** An expected time as a text: a range where it is one, minutes where seconds would be too exact. */
export function etaText({ fromSeconds, toSeconds }: Eta): EtaText {
  const minutes = toSeconds >= MINUTES_FROM;
  const unit = minutes ? 60 : 1;
  const from = Math.max(1, Math.floor(fromSeconds / unit));
  const to = Math.max(from, Math.ceil(toSeconds / unit));
  if (from === to) return { key: minutes ? 'card.etaMinute' : 'card.etaSecond', from, to };
  return { key: minutes ? 'card.etaMinutes' : 'card.etaSeconds', from, to };
}
