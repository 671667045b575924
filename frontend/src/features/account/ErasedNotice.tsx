import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Deletion } from '@/shared/contract/me';
import { own } from '@/shared/http/own';
import { refusalOf } from '@/shared/http/refusal';
import { Alert } from '@/shared/ui/Alert';
import { Button } from '@/shared/ui/Button';
import { wholePage } from '@/shared/ui/wholePage';

/** Everything is deleted, and for a minute not yet for good. Nothing else is shown: it would be somebody new's. */
export function ErasedNotice({ deletion }: { deletion: Deletion }) {
  const { t, i18n } = useTranslation();
  const undo = useMutation({
    mutationFn: () => own.undo(deletion.undo),
    onSuccess: () => wholePage.go('/chat'),
  });
  return (
    <div className="m-auto flex max-w-sm flex-col gap-4 p-6">
      <h1 className="text-2xl font-semibold tracking-tight">{t('account.erased')}</h1>
      <p role="status" className="text-pretty text-muted">
        {t('account.erasedHint')}
      </p>
      {undo.error && <Alert>{refusalOf(undo.error, i18n)}</Alert>}
      <div className="flex flex-wrap gap-2">
        <Button tone="accent" disabled={undo.isPending || undo.isSuccess} onClick={() => undo.mutate()}>
          {t('account.bringBack')}
        </Button>
        <Button tone="soft" onClick={() => wholePage.go('/chat')}>
          {t('account.anew')}
        </Button>
      </div>
    </div>
  );
}
