import { useMutation } from '@tanstack/react-query';
import { Download, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Deletion } from '@/shared/contract/me';
import { own } from '@/shared/http/own';
import { refusalOf } from '@/shared/http/refusal';
import { Alert } from '@/shared/ui/Alert';
import { Button, buttonLook } from '@/shared/ui/Button';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { Section } from '@/shared/ui/Section';

type DataSectionProps = { isAccount: boolean; onErased: (deletion: Deletion) => void };

/** All that is somebody's own: to be taken away, and to be deleted. */
export function DataSection({ isAccount, onErased }: DataSectionProps) {
  const { t, i18n } = useTranslation();
  const [asking, setAsking] = useState(false);
  const erase = useMutation({ mutationFn: own.deleteEverything, onSuccess: onErased });
  return (
    <Section title={t('account.data')}>
      <div className="flex flex-col gap-5 rounded-2xl bg-raised p-5 shadow-soft">
        <Deed title={t('account.export')} hint={t('account.exportHint')}>
          <a
            href="/api/me/export"
            download="imece.zip"
            className={`${buttonLook({ tone: 'soft' })} bg-sunken`}
          >
            <Download className="size-4" aria-hidden="true" />
            {t('account.download')}
          </a>
        </Deed>
        <Deed title={t('account.erase')} hint={t('account.eraseHint')}>
          <Button tone="soft" className="bg-sunken text-danger" onClick={() => setAsking(true)}>
            <Trash2 className="size-4" aria-hidden="true" />
            {t('account.erase')}
          </Button>
        </Deed>
      </div>
      {asking && (
        <ConfirmDialog
          title={t('account.eraseAsk')}
          yes={t('account.erase')}
          no={t('account.cancel')}
          usual="no"
          dangerous
          busy={erase.isPending}
          onYes={() => erase.mutate()}
          onNo={() => setAsking(false)}
        >
          <p className="text-sm text-pretty text-muted">{t('account.eraseGoes')}</p>
          {isAccount && <p className="text-sm text-pretty text-muted">{t('account.eraseEnds')}</p>}
          {erase.error && <Alert>{refusalOf(erase.error, i18n)}</Alert>}
        </ConfirmDialog>
      )}
    </Section>
  );
}

type DeedProps = { title: string; hint: string; children: ReactNode };

function Deed({ title, hint, children }: DeedProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="min-w-56 flex-1 text-sm">
        <span className="block font-medium">{title}</span>
        <span className="text-pretty text-muted">{hint}</span>
      </p>
      {children}
    </div>
  );
}
