import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWho } from '@/features/access/WhoContext';
import type { Invite } from '@/shared/contract/people';
import { at } from '@/shared/text/when';
import { Button } from '@/shared/ui/Button';
import { Section } from '@/shared/ui/Section';
import { InviteForm } from './InviteForm';
import { MadeLink } from './MadeLink';
import { useInvites, useRevokeInvite } from './usePeople';

/** Invites that can still be followed, and making another one. */
export function InvitesSection() {
  const { t } = useTranslation();
  const who = useWho();
  const invites = useInvites();
  const revoke = useRevokeInvite();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  return (
    <Section title={t('people.invites')}>
      <div className="flex flex-col gap-4">
        {made && (
          <MadeLink
            label={t('people.made')}
            hint={t('people.madeHint')}
            link={made}
            onDone={() => setMade(null)}
          />
        )}
        {making ? (
          <InviteForm
            usual={who?.access === 'invite' ? 'visitor' : 'user'}
            onMade={(link) => {
              setMade(link);
              setMaking(false);
            }}
            onLeave={() => setMaking(false)}
          />
        ) : (
          !made && (
            <Button tone="accent" className="self-start" onClick={() => setMaking(true)}>
              <Plus className="size-4" aria-hidden="true" />
              {t('people.invite')}
            </Button>
          )
        )}
        {invites?.length === 0 && <p className="text-sm text-muted">{t('people.noInvites')}</p>}
        {invites && invites.length > 0 && (
          <ul className="flex flex-col divide-y divide-sunken rounded-2xl bg-raised px-5 py-1.5 shadow-soft">
            {invites.map((invite) => (
              <InviteRow
                key={invite.id}
                invite={invite}
                busy={revoke.isPending}
                onRevoke={() => revoke.mutate(invite.id)}
              />
            ))}
          </ul>
        )}
      </div>
    </Section>
  );
}

type InviteRowProps = { invite: Invite; busy: boolean; onRevoke: () => void };

function InviteRow({ invite, busy, onRevoke }: InviteRowProps) {
  const { t, i18n } = useTranslation();
  const note = invite.note || t('people.anybody');
  const said = [
    t(`people.role.${invite.role}`),
    t('people.left', { count: invite.usesLeft }),
    invite.expiresAt && t('people.until', { when: at(invite.expiresAt, Date.now(), i18n.language) }),
  ];
  return (
    <li className="flex items-center gap-3 py-3 text-sm">
      <p className="min-w-0 flex-1">
        <span dir="auto" className="block font-medium wrap-anywhere">
          {note}
        </span>
        <span className="block text-muted">{said.filter(Boolean).join(' · ')}</span>
      </p>
      <Button size="small" aria-label={t('people.revokeOf', { note })} disabled={busy} onClick={onRevoke}>
        {t('people.revoke')}
      </Button>
    </li>
  );
}
