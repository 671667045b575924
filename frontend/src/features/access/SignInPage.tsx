import '@/i18n/people';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { Alert } from '@/shared/ui/Alert';
import { buttonLook } from '@/shared/ui/Button';
import { AccessLayout } from './AccessLayout';
import { pathOrHome } from './arrival';
import { SignInForm } from './SignInForm';
import { useWho } from './WhoContext';

/** Where somebody says who they are; also for whom the provider has sent back. */
export default function SignInPage() {
  const { t } = useTranslation();
  const who = useWho();
  const { hash, state } = useLocation();
  const from = pathOrHome((state as { from?: unknown } | null)?.from);
  if (who?.kind === 'account') {
    return (
      <AccessLayout title={t('access.in', { name: who.name })}>
        <div className="flex flex-wrap gap-2">
          <Link to={from} className={buttonLook({ tone: 'accent' })}>
            {t('access.goOn')}
          </Link>
          <Link to="/account" className={buttonLook({ tone: 'soft' })}>
            {t('account.title')}
          </Link>
        </div>
      </AccessLayout>
    );
  }
  return (
    <AccessLayout title={t('access.signIn')}>
      {hash === '#failed' && <Alert>{t('access.failed')}</Alert>}
      <SignInForm from={from} provider={who?.provider ?? null} />
      <p className="text-sm text-pretty text-muted">
        {who?.kind === 'visitor' ? (
          <>
            {t('access.without')}{' '}
            <Link to={from} className="text-accent underline underline-offset-2">
              {t('page.toChat')}
            </Link>
          </>
        ) : (
          t('access.byInvite')
        )}
      </p>
    </AccessLayout>
  );
}
