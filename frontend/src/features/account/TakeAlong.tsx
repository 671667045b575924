import '@/i18n/people';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf } from '@/shared/http/refusal';
import { Alert } from '@/shared/ui/Alert';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { useToasts } from '@/shared/ui/ToastsContext';
import { useBelongings, useTakeAlong } from './useBelongings';

/** Asks whoever has just signed in whether what this browser had goes along. */
export default function TakeAlong() {
  const { t, i18n } = useTranslation();
  const toasts = useToasts();
  const found = useBelongings();
  const [over, setOver] = useState(false);
  const take = useTakeAlong(() => {
    setOver(true);
    toasts.show(t('takeAlong.done'));
  });
  if (over || !found) return null;
  const { pictures, live, suggested } = found;
  const title =
    pictures > 0
      ? t('takeAlong.title', { count: pictures })
      : t(live > 0 ? 'takeAlong.titleLive' : 'takeAlong.titleChats');
  return (
    <ConfirmDialog
      title={title}
      yes={t('takeAlong.yes')}
      no={t('takeAlong.no')}
      // Whoever came here by somebody else's link must not merge by a habit what is not theirs.
      usual={suggested ? 'yes' : 'no'}
      busy={take.isPending}
      onYes={() => take.mutate()}
      onNo={() => {
        setOver(true);
        toasts.show(t('takeAlong.later'));
      }}
    >
      <p className="text-sm text-pretty text-muted">{t('takeAlong.hint')}</p>
      {!suggested && <p className="text-sm text-pretty text-muted">{t('takeAlong.notMine')}</p>}
      {take.error && <Alert>{refusalOf(take.error, i18n)}</Alert>}
    </ConfirmDialog>
  );
}
