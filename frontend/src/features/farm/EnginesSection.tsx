import { useTranslation } from 'react-i18next';
import { useOptions } from '@/features/chat/useOptions';
import { Section } from './Section';

/** What can be asked of the farm now. */
export function EnginesSection() {
  const { t } = useTranslation();
  const options = useOptions();
  if (!options) return null;
  const { engines, checkpoints } = options;
  return (
    <Section title={t('farm.engines')}>
      <ul className="flex flex-col gap-1.5 text-sm">
        {engines.map(({ engine, label, slots }) => (
          <li key={engine} className="wrap-anywhere">
            {label || engine} <span className="text-muted">· {t('farm.onSlots', { count: slots })}</span>
          </li>
        ))}
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
