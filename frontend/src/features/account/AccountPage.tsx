import '@/i18n/people';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { useWho } from '@/features/access/WhoContext';
import { PageFrame } from '@/shared/ui/PageFrame';
import { BelongingsSection } from './BelongingsSection';
import { DataSection } from './DataSection';
import { ErasedNotice } from './ErasedNotice';
import { erasedIn } from './erased';
import { LimitsSection } from './LimitsSection';
import { LinksSection } from './LinksSection';
import { SessionsSection } from './SessionsSection';
import { WhoSection } from './WhoSection';

/** Who somebody is here, what they may use, where else they are, and all that is theirs. */
export default function AccountPage() {
  const { t } = useTranslation();
  const who = useWho();
  const navigate = useNavigate();
  const erased = erasedIn(useLocation().state);
  if (erased) return <ErasedNotice deletion={erased} />;
  if (!who) return null;
  const isAccount = who.kind === 'account';
  return (
    <PageFrame title={t('account.title')}>
      <WhoSection who={who} />
      {isAccount && <BelongingsSection />}
      <LimitsSection />
      {isAccount && <SessionsSection />}
      <LinksSection visitor={!isAccount} />
      <DataSection
        isAccount={isAccount}
        onErased={(deletion) => void navigate('/account', { replace: true, state: { erased: deletion } })}
      />
    </PageFrame>
  );
}
