import { useTranslation } from 'react-i18next';
import { useOptions } from '@/features/chat/useOptions';
import { Section } from '@/shared/ui/Section';

/** In the words of the options, the most missed ones first. */
const FEATURES = [
  'previews',
  'progress',
  'cancel',
  'checkpoints',
  'negative-prompt',
  'seed',
  'img2img',
  'lora',
] as const;

/** What can be asked of the farm now, and what its engines cannot do. */
export function EnginesSection() {
  const { t } = useTranslation();
  const options = useOptions();
  if (!options) return null;
  const { engines, checkpoints } = options;
  return (
    <Section title={t('farm.engines')}>
      <ul className="flex flex-col gap-1.5 text-sm">
        {engines.map(({ engine, label, slots, features }) => {
          const missing = FEATURES.filter((feature) => !features.includes(feature));
          return (
            <li key={engine} className="wrap-anywhere">
              {label || engine} <span className="text-muted">· {t('farm.onSlots', { count: slots })}</span>
              {missing.length > 0 && (
                <p className="text-xs leading-5 text-muted">
                  {t('farm.cannot', {
                    what: missing.map((feature) => t(`farm.feature.${feature}`)).join(', '),
                  })}
                </p>
              )}
            </li>
          );
        })}
        {engines.length === 0 && <li className="text-muted">{t('farm.noEngine')}</li>}
      </ul>
      {checkpoints.length > 0 && (
        <>
          <h3 className="pt-4 pb-1.5 text-sm text-muted">{t('farm.checkpoints')}</h3>
          <ul className="flex flex-wrap gap-1.5">
            {checkpoints.map((checkpoint) => (
              <li
                key={checkpoint}
                className="rounded-full bg-sunken px-3 py-1 text-[0.8125rem] wrap-anywhere"
              >
                {checkpoint}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
