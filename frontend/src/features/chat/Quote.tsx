import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { etaText } from '@/components/chat/eta';
import type { Settings } from '@/shared/contract/pictureRequest';
import { gateway } from '@/shared/http/gateway';

const EVERY_MS = 15_000;

/** Under an empty composer: when a picture would be there that were asked for now. Nothing where nobody knows. */
export function Quote({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const picture = {
    checkpoint: settings.checkpoint ?? null,
    width: textOf(settings.width),
    height: textOf(settings.height),
    steps: textOf(settings.steps),
  };
  const { data } = useQuery({
    queryKey: ['quote', picture],
    queryFn: () => gateway.quote(picture),
    refetchInterval: EVERY_MS,
    staleTime: EVERY_MS,
    retry: false,
  });
  if (!data?.eta) return null;
  const eta = etaText(data.eta);
  return (
    <p data-testid="quote" className="truncate pt-0.5 text-xs leading-5 text-muted tabular-nums">
      {t('composer.quote', { time: t(eta.key, eta) })}
    </p>
  );
}

const textOf = (value: number | null | undefined) => (value ? String(value) : null);
