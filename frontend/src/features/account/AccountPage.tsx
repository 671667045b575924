import '@/i18n/people';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWho } from '@/features/access/WhoContext';
import type { Deletion } from '@/shared/contract/me';
import { PageFrame } from '@/shared/ui/PageFrame';
import { BelongingsSection } from './BelongingsSection';
import { DataSection } from './DataSection';
import { ErasedNotice } from './ErasedNotice';
import { LimitsSection } from './LimitsSection';
import { LinksSection } from './LinksSection';
import { SessionsSection } from './SessionsSection';
import { WhoSection } from './WhoSection';

/** Who somebody is here, what they may use, where else they are, and all that is theirs. */
export default function AccountPage() {
  const { t } = useTranslation();
  const who = useWho();
  const [erased, setErased] = useState<Deletion | null>(null);
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
      <DataSection isAccount={isAccount} onErased={setErased} />
    </PageFrame>
  );
}
