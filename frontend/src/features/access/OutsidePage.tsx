import '@/i18n/people';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { buttonLook } from '@/shared/ui/Button';
import { AccessLayout } from './AccessLayout';
import { SignInForm } from './SignInForm';
import { useWho } from './WhoContext';

/** Instead of a page that this browser is not let in to: how one gets in here. */
export default function OutsidePage() {
  const { t } = useTranslation();
  const who = useWho();
  const { pathname, search, hash } = useLocation();
  const from = `${pathname}${search}${hash}`;
  if (who?.access === 'invite') {
    return (
      <AccessLayout title={t('access.invited')}>
        <p className="text-pretty text-muted">{t('access.needInvite')}</p>
        <Link
          to="/sign-in"
          state={{ from }}
          className={`${buttonLook({ tone: 'soft' })} self-start bg-sunken`}
        >
          {t('access.haveAccount')}
        </Link>
      </AccessLayout>
    );
  }
  return (
    <AccessLayout title={t('access.signIn')}>
      <SignInForm from={from} provider={who?.provider ?? null} />
      <p className="text-sm text-pretty text-muted">{t('access.byInvite')}</p>
    </AccessLayout>
  );
}
