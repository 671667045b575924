import type { i18n as I18n } from 'i18next';
import type { Settings } from '@/shared/contract/pictureRequest';

/** What was chosen, in one quiet line; empty while all is left to the farm. */
export function summaryOf(settings: Settings, { t }: I18n): string {
  const {
    width,
    height,
    steps,
    cfgScale,
    sampler,
    scheduler,
    seed,
    count,
    checkpoint,
    loras,
    negativePrompt,
  } = settings;
  const parts = [
    count && count > 1 && t('settings.pictures', { count }),
    width && height && `${width} × ${height}`,
    checkpoint,
    loras?.map(({ name, weight }) => `${name} ${weight}`).join(', '),
    steps && t('settings.stepsShort', { steps }),
    cfgScale && t('settings.cfgShort', { cfg: cfgScale }),
    sampler,
    scheduler,
    seed !== undefined && t('card.seed', { seed }),
    negativePrompt && t('settings.without', { what: negativePrompt }),
  ];
  return parts.filter(Boolean).join(' · ');
}
