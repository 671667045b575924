import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { access } from '@/shared/http/access';
import { refusalOf } from '@/shared/http/refusal';
import { at } from '@/shared/text/when';
import { Alert } from '@/shared/ui/Alert';
import { Button } from '@/shared/ui/Button';
import { SecretField } from '@/shared/ui/SecretField';
import { Section } from '@/shared/ui/Section';

const QrCode = lazy(async () => ({ default: (await import('./QrCode')).QrCode }));

const whole = (link: string) => new URL(link, location.origin).href;
const box = 'flex flex-col gap-4 rounded-2xl bg-raised p-5 shadow-soft';

/** Going on at another device, and for visitors a link that brings them back. */
export function LinksSection({ visitor }: { visitor: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <Section title={t('account.other')}>
        <OtherDevice />
      </Section>
      {visitor && (
        <Section title={t('account.recovery')}>
          <Recovery />
        </Section>
      )}
    </>
  );
}

function OtherDevice() {
  const { t, i18n } = useTranslation();
  const { data, error, isPending, mutate } = useMutation({ mutationFn: access.linkForOtherDevice });
  return (
    <div className={box}>
      <p className="text-sm text-pretty text-muted">{t('account.otherHint')}</p>
      {data && (
        <div className="flex flex-col gap-4 sm:flex-row sm:items-center sm:gap-6">
          <Suspense fallback={<span className="size-52" />}>
            <QrCode text={whole(data.link)} label={t('account.qr')} />
          </Suspense>
          <div className="flex min-w-0 flex-1 flex-col gap-2">
            <SecretField label={t('account.link')} copy={t('account.copy')} text={whole(data.link)} />
            {data.expiresAt && (
              <p className="text-[0.8125rem] text-muted">
                {t('account.linkUntil', { when: at(data.expiresAt, Date.now(), i18n.language) })}
              </p>
            )}
          </div>
        </div>
      )}
      {error && <Alert>{refusalOf(error, i18n)}</Alert>}
      <Button
        tone={data ? 'soft' : 'accent'}
        className={data ? 'self-start bg-sunken' : 'self-start'}
        disabled={isPending}
        onClick={() => mutate()}
      >
        {t('account.makeLink')}
      </Button>
    </div>
  );
}

function Recovery() {
  const { t, i18n } = useTranslation();
  const { data, error, isPending, mutate } = useMutation({ mutationFn: access.linkToKeep });
  return (
    <div className={box}>
      <p className="text-sm text-pretty text-muted">{t('account.recoveryHint')}</p>
      {data && (
        <div className="flex flex-col gap-2">
          <SecretField label={t('account.link')} copy={t('account.copy')} text={whole(data.link)} />
          <p className="text-[0.8125rem] text-muted">{t('account.recoveryMade')}</p>
        </div>
      )}
      {error && <Alert>{refusalOf(error, i18n)}</Alert>}
      <Button tone="soft" className="self-start bg-sunken" disabled={isPending} onClick={() => mutate()}>
        {t('account.makeRecovery')}
      </Button>
    </div>
  );
}
