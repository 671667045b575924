import type { i18n as I18n, TFunction } from 'i18next';
import type { JobView, WaitReason } from '@/shared/contract/job';

const MINUTES_FROM = 120;
const HOURS_FROM = 2 * 3_600;

/** Why a job waits, as a sentence with its numbers. */
export function whyText(why: WaitReason, { t, language }: Pick<I18n, 't' | 'language'>): string {
  switch (why.reason) {
    case 'ahead-in-turn':
      return aheadText(why, t);
    case 'let-past':
      return letPastText(why, t);
    case 'no-slot-offers':
      return why.since ? t('why.noSlotSince', { time: clockText(why.since, language) }) : t('why.noSlot');
    case 'backing-off':
      return why.until ? t('why.againAt', { time: clockText(why.until, language) }) : t('why.againLater');
    case 'paused':
      return t('why.paused', { sentence: why.sentence ?? '' });
    case 'loading-elsewhere':
      return t('why.loading', { count: why.slots ?? 1 });
    case 'gpu-held-by-another-program':
      return t('why.gpuHeld', { count: why.slots ?? 1 });
    case 'must-run-alone':
      return t('why.alone');
    case 'broker-away':
      return t('why.brokerAway');
  }
}

/** Why it waits and, if it was set back, by what; null where there is nothing to say. */
export function standingText(
  { why, roseBecause }: Partial<Pick<JobView, 'why' | 'roseBecause'>>,
  i18n: Pick<I18n, 't' | 'language'>,
): string | null {
  const parts = [why && whyText(why, i18n), roseBecause && i18n.t(`rose.${roseBecause}`)].filter(Boolean);
  return parts.length > 0 ? parts.join(' ') : null;
}

/** Before anything was measured there is no number of seconds to tell. */
function aheadText({ jobs, people, gpuSeconds }: WaitReason, t: TFunction): string {
  const count = jobs ?? 1;
  const work = gpuSeconds === undefined ? null : workText(gpuSeconds, t);
  if (people === undefined) {
    return work === null ? t('why.aheadUnmeasured', { count }) : t('why.ahead', { count, work });
  }
  const whose = t('why.people', { count: people });
  return work === null
    ? t('why.aheadOfUnmeasured', { count, people: whose })
    : t('why.aheadOf', { count, people: whose, work });
}

function letPastText({ gpuSeconds, mostGpuSeconds }: WaitReason, t: TFunction): string {
  if (gpuSeconds === undefined || mostGpuSeconds === undefined) return t('why.letPastUnmeasured');
  return t('why.letPast', { work: workText(gpuSeconds, t), most: workText(mostGpuSeconds, t) });
}

function workText(seconds: number, t: TFunction): string {
  if (seconds < MINUTES_FROM) return t('why.seconds', { count: seconds });
  if (seconds < HOURS_FROM) return t('why.minutes', { count: Math.round(seconds / 60) });
  return t('why.hours', { count: Math.round(seconds / 3_600) });
}

const clockText = (moment: string, language: string) =>
  new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(new Date(moment));
