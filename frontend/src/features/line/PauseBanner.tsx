import { useQuery } from '@tanstack/react-query';
import { Pause } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { WHOLE_FARM } from '@/shared/contract/pause';
import { queueQuery } from './useQueue';

const EVERY_MS = 20_000;

/** Says to everybody, on every page, that the whole farm pauses and what its operator says about it. Its room is always there, so a screen reader hears it come. */
export function PauseBanner() {
  const { t } = useTranslation();
  const { data } = useQuery(queueQuery(EVERY_MS));
  const pause = data?.pauses.find(({ lane }) => lane === WHOLE_FARM);
  return (
    <div role="status" data-testid="pause-banner" className="shrink-0 px-4">
      {pause && (
        <p className="mx-auto mb-2 flex w-fit max-w-3xl items-start gap-2 rounded-2xl bg-accent-soft px-4 py-2 text-sm text-pretty">
          <Pause className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
          <span className="min-w-0 wrap-anywhere">
            {t('pauses.banner')} <span dir="auto">{pause.sentence}</span>
          </span>
        </p>
      )}
    </div>
  );
}
