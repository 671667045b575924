import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { depthHistory } from '@/features/line/DepthHistory';
import { queueQuery } from '@/features/line/useQueue';
import type { LinePause } from '@/shared/contract/pause';
import type { Queue } from '@/shared/contract/queue';
import { Section } from '@/shared/ui/Section';
import { lastingText } from './lasting';

const DepthChart = lazy(() => import('./DepthChart'));

const watch = (onChange: () => void) => depthHistory.watch(onChange);

/** How long the line is, now and since this page was opened. */
export function LineSection() {
  const { t } = useTranslation();
  const { data } = useQuery(queueQuery());
  const readings = useSyncExternalStore(watch, () => depthHistory.readings);
  return (
    <Section title={t('farm.line')}>
      <div className="flex flex-col gap-4">
        {data?.paused != null && (
          <p role="status" className="text-sm text-muted">
            {t('farm.pausedByStore')}
          </p>
        )}
        {data?.lanes.map((lane) => (
          <Lane
            key={lane.lane}
            lane={lane}
            named={data.lanes.length > 1}
            pause={data.pauses.find((pause) => pause.lane === lane.lane)}
          />
        ))}
        {data?.forecasts && (
          <p className="text-sm text-muted tabular-nums">
            {t('farm.forecasts', {
              told: data.forecasts.told,
              share: Math.round(data.forecasts.coverage * 100),
              seconds: Math.round(data.forecasts.medianErrorSeconds),
            })}
          </p>
        )}
        <div className="h-44 rounded-2xl bg-raised p-3 shadow-soft">
          {readings.length > 1 ? (
            <Suspense>
              <DepthChart readings={readings} />
            </Suspense>
          ) : (
            <p className="flex h-full items-center justify-center text-sm text-muted">{t('farm.soon')}</p>
          )}
        </div>
      </div>
    </Section>
  );
}

type LaneProps = {
  lane: Queue['lanes'][number];
  named: boolean;
  /** What its operator says while it pauses. */
  pause: LinePause | undefined;
};

function Lane({ lane, named, pause }: LaneProps) {
  const { t } = useTranslation();
  const oldest = lastingText(lane.oldestWaitSeconds);
  return (
    <div>
      {named && <h3 className="pb-2 text-sm text-muted">{t('farm.lane', { lane: lane.lane })}</h3>}
      {pause && (
        <p className="pb-2 text-sm wrap-anywhere">
          {t('pauses.lane')} <span dir="auto">{pause.sentence}</span>
        </p>
      )}
      <dl className="grid grid-cols-2 gap-2 sm:grid-cols-5 sm:gap-3">
        <Figure name={t('farm.waiting')} value={lane.waiting} />
        <Figure name={t('farm.running')} value={lane.running} />
        <Figure name={t('farm.slots')} value={lane.slots} />
        <Figure name={t('farm.startedPerMinute')} value={lane.startedPerMinute} />
        <Figure
          name={t('farm.oldest')}
          value={lane.waiting > 0 ? t(oldest.key, { count: oldest.count }) : '–'}
        />
      </dl>
    </div>
  );
}

function Figure({ name, value }: { name: string; value: number | string }) {
  return (
    <div className="flex flex-col-reverse justify-end rounded-2xl bg-raised px-4 py-3 shadow-soft last:col-span-2 sm:last:col-span-1">
      <dt className="text-xs leading-5 text-muted">{name}</dt>
      <dd className="text-2xl font-semibold tracking-tight tabular-nums">{value}</dd>
    </div>
  );
}
