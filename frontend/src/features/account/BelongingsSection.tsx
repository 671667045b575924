import { useTranslation } from 'react-i18next';
import { refusalOf } from '@/shared/http/refusal';
import { Alert } from '@/shared/ui/Alert';
import { Button } from '@/shared/ui/Button';
import { Section } from '@/shared/ui/Section';
import { useToasts } from '@/shared/ui/ToastsContext';
import { useBelongings, useTakeAlong } from './useBelongings';

/** What can still be taken along, for whoever said no at first. */
export function BelongingsSection() {
  const { t, i18n } = useTranslation();
  const toasts = useToasts();
  const found = useBelongings();
  const take = useTakeAlong(() => toasts.show(t('takeAlong.done')));
  if (!found) return null;
  return (
    <Section title={t('takeAlong.section')}>
      <div className="flex flex-col gap-4 rounded-2xl bg-raised p-5 shadow-soft">
        <p className="text-sm text-pretty text-muted">
          {t('takeAlong.found', { count: found.pictures })}
          {found.live > 0 && ` ${t('takeAlong.foundLive', { count: found.live })}`} {t('takeAlong.notMine')}
        </p>
        {take.error && <Alert>{refusalOf(take.error, i18n)}</Alert>}
        <Button
          tone="soft"
          className="self-start bg-sunken"
          disabled={take.isPending}
          onClick={() => take.mutate()}
        >
          {t('takeAlong.yes')}
        </Button>
      </div>
    </Section>
  );
}
