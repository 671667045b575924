import '@/i18n/people';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWho } from '@/features/access/WhoContext';
import { buttonLook } from '@/shared/ui/Button';
import { Card } from '@/shared/ui/Card';
import { PageFrame } from '@/shared/ui/PageFrame';
import { Section } from '@/shared/ui/Section';
import { AccountRow } from './AccountRow';
import { InvitesSection } from './InvitesSection';
import { useAccounts } from './usePeople';

/** Who has an account and who is invited, for administrators. */
export default function PeoplePage() {
  const { t } = useTranslation();
  const who = useWho();
  const { accounts, locked, failed } = useAccounts();
  if (locked) {
    return (
      <PageFrame title={t('people.title')}>
        <Card className="items-start">
          <p className="text-pretty">{t('people.locked')}</p>
          <p className="text-sm text-pretty text-muted">{t('people.lockedHint')}</p>
          <Link to="/sign-in" state={{ from: '/people' }} className={buttonLook({ tone: 'accent' })}>
            {t('access.signIn')}
          </Link>
        </Card>
      </PageFrame>
    );
  }
  return (
    <PageFrame title={t('people.title')}>
      {failed && !accounts && <p className="text-muted">{t('account.failed')}</p>}
      {accounts && (
        <>
          <InvitesSection />
          <Section title={t('people.accounts')}>
            {accounts.length === 0 && <p className="text-sm text-muted">{t('people.noAccounts')}</p>}
            {accounts.length > 0 && (
              <ul className="flex flex-col divide-y divide-sunken rounded-2xl bg-raised px-5 py-1.5 shadow-soft">
                {accounts.map((account) => (
                  <AccountRow key={account.id} account={account} own={account.id === who?.account} />
                ))}
              </ul>
            )}
          </Section>
        </>
      )}
    </PageFrame>
  );
}
