import { useTranslation } from 'react-i18next';
import type { Slot } from '@/shared/contract/worker';
import { useFeed } from '@/shared/feed/FeedContext';
import { classes } from '@/shared/ui/classes';

const SHORT = 8;
const MIB_PER_GIB = 1024;

const LAMP: Record<Slot['state'], string> = {
  idle: 'bg-faint',
  busy: 'bg-accent',
  'waiting-for-gpu': 'bg-accent/50',
  blocked: 'bg-danger',
  draining: 'bg-faint',
  quarantined: 'bg-danger',
  starting: 'bg-faint',
  stalled: 'bg-danger',
  failed: 'bg-danger',
  unknown: 'bg-faint',
};

type SlotRowProps = {
  slot: Slot;
  /** Its worker is heard: what it said last is true. */
  heard: boolean;
};

/** One GPU: what it is, what it runs, how full its memory is. */
export function SlotRow({ slot, heard }: SlotRowProps) {
  const { t } = useTranslation();
  const { jobs } = useFeed();
  const { gpu, uuid, state, why, engine, checkpoint, jobId, memory } = slot;
  const mine = jobId ? jobs.get(jobId)?.prompt : undefined;
  return (
    <div className="flex gap-3 text-sm">
      <span
        aria-hidden="true"
        className={classes('mt-1.5 size-2 shrink-0 rounded-full', heard ? LAMP[state] : 'bg-faint')}
      />
      <div className="min-w-0 flex-1">
        <p className="wrap-anywhere" title={uuid}>
          {gpu || uuid}{' '}
          <span className="text-muted">
            · {heard ? t(`farm.slot.${state}`) : t('farm.slotUnheard', { state: t(`farm.slot.${state}`) })}
          </span>
        </p>
        <p className="text-xs leading-5 wrap-anywhere text-muted">
          {[engine, checkpoint].filter(Boolean).join(' · ')}
        </p>
        {jobId && (
          <p dir="auto" className="truncate text-xs leading-5 text-muted" title={jobId}>
            {mine ? t('farm.runsMine', { prompt: mine }) : t('farm.runs', { job: jobId.slice(0, SHORT) })}
          </p>
        )}
        {why && (
          <p dir="auto" className="text-xs leading-5 wrap-anywhere text-danger">
            {why}
          </p>
        )}
        <Figures slot={slot} />
        {memory && <MemoryBar total={memory.totalMiB} used={memory.usedMiB} />}
      </div>
    </div>
  );
}

function Figures({ slot: { utilisationPercent, temperatureCelsius } }: { slot: Slot }) {
  const { t } = useTranslation();
  const figures = [
    utilisationPercent !== null && t('farm.utilisation', { percent: utilisationPercent }),
    temperatureCelsius !== null && t('farm.temperature', { degrees: temperatureCelsius }),
  ].filter(Boolean);
  if (figures.length === 0) return null;
  return <p className="text-xs leading-5 text-muted tabular-nums">{figures.join(' · ')}</p>;
}

function MemoryBar({ total, used }: { total: number; used: number | null }) {
  const { t, i18n } = useTranslation();
  const tenths = new Intl.NumberFormat(i18n.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const gib = (mib: number) => tenths.format(mib / MIB_PER_GIB);
  if (used === null || total <= 0)
    return <p className="text-xs leading-5 text-muted">{t('farm.memoryTotal', { total: gib(total) })}</p>;
  return (
    <div className="flex items-center gap-2 pt-1">
      <meter className="memory h-1.5 flex-1" min={0} max={total} value={used} aria-label={t('farm.memory')} />
      <span className="text-xs text-muted tabular-nums">
        {t('farm.memoryUsed', { used: gib(used), total: gib(total) })}
      </span>
    </div>
  );
}
