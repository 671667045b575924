import '@/i18n/people';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWho } from '@/features/access/WhoContext';
import type { MadeKey } from '@/shared/contract/keys';
import { refusalOf } from '@/shared/http/refusal';
import { Button, buttonLook } from '@/shared/ui/Button';
import { Card } from '@/shared/ui/Card';
import { PageFrame } from '@/shared/ui/PageFrame';
import { SecretField } from '@/shared/ui/SecretField';
import { Section } from '@/shared/ui/Section';
import { KeyForm } from './KeyForm';
import { KeyRow } from './KeyRow';
import { useKeys, useRevokeKey } from './useKeys';

/** Keys of programs: one's own, and for administrators those of the farm. */
export default function KeysPage() {
  const { t } = useTranslation();
  const who = useWho();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<MadeKey | null>(null);
  if (!who) return null;
  if (who.kind !== 'account') {
    return (
      <PageFrame title={t('keys.title')}>
        <Card className="items-start">
          <p className="text-pretty text-muted">{t('keys.signedInOnly')}</p>
          <Link to="/sign-in" state={{ from: '/keys' }} className={buttonLook({ tone: 'accent' })}>
            {t('access.signIn')}
          </Link>
        </Card>
      </PageFrame>
    );
  }
  return (
    <PageFrame title={t('keys.title')}>
      <div className="flex flex-col gap-5">
        <p className="text-pretty text-muted">{t('keys.intro')}</p>
        {made && <NewKeyShown made={made} onDone={() => setMade(null)} />}
        {making ? (
          <KeyForm
            scopes={who.scopes}
            onMade={(key) => {
              setMade(key);
              setMaking(false);
            }}
            onLeave={() => setMaking(false)}
          />
        ) : (
          !made && (
            <Button tone="accent" className="self-start" onClick={() => setMaking(true)}>
              <Plus className="size-4" aria-hidden="true" />
              {t('keys.make')}
            </Button>
          )
        )}
        <KeyList farms={false} none={t('keys.none')} />
      </div>
      {who.scopes.includes('administer') && (
        <Section title={t('keys.farm')}>
          <KeyList farms none={t('keys.noneOfFarm')} />
        </Section>
      )}
    </PageFrame>
  );
}

function NewKeyShown({ made, onDone }: { made: MadeKey; onDone: () => void }) {
  const { t } = useTranslation();
  return (
    <Card className="ring-2 ring-accent">
      <p dir="auto" className="font-medium wrap-anywhere">
        {made.about.name}
      </p>
      <SecretField label={t('keys.made')} copy={t('account.copy')} text={made.key} />
      <p role="status" className="text-sm text-pretty text-muted">
        {t('keys.madeHint')}
      </p>
      <Button tone="soft" className="self-start bg-sunken" onClick={onDone}>
        {t('keys.done')}
      </Button>
    </Card>
  );
}

function KeyList({ farms, none }: { farms: boolean; none: string }) {
  const { i18n } = useTranslation();
  const { keys, error } = useKeys(farms);
  const revoke = useRevokeKey(farms);
  if (error && !keys) return <p className="text-sm text-muted">{refusalOf(error, i18n)}</p>;
  if (!keys) return null;
  if (keys.length === 0) return <p className="text-sm text-muted">{none}</p>;
  return (
    <ul className="flex flex-col divide-y divide-sunken rounded-2xl bg-raised px-5 py-1.5 shadow-soft">
      {keys.map((each) => (
        <KeyRow
          key={each.id}
          value={each}
          changeable={farms}
          busy={revoke.isPending}
          onRevoke={() => revoke.mutate(each.id)}
        />
      ))}
    </ul>
  );
}
