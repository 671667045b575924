import '@/i18n/people';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { access } from '@/shared/http/access';
import { refusalOf } from '@/shared/http/refusal';
import { Alert } from '@/shared/ui/Alert';
import { Button } from '@/shared/ui/Button';
import { wholePage } from '@/shared/ui/wholePage';
import { AccessLayout } from './AccessLayout';
import { expectArrival } from './arrival';
import { JoinForm } from './JoinForm';
import { LinkPage } from './LinkPage';
import { useLinkToken } from './useLinkToken';
import { useWho } from './WhoContext';

/** Where the link of an invite leads: it says what the link does, and does it when it is told to. */
export default function JoinPage() {
  const { t, i18n } = useTranslation();
  const who = useWho();
  const token = useLinkToken();
  const look = useQuery({
    queryKey: ['invite', token],
    queryFn: () => access.lookAtInvite(token ?? ''),
    enabled: token !== null,
    // Each look is counted by the farm.
    refetchOnWindowFocus: false,
    retry: false,
  });
  const accept = useMutation({
    mutationFn: (written: { name?: string; password?: string }) =>
      access.acceptInvite({ token: token ?? '', ...written }),
    onSuccess: ({ does }) => {
      if (does !== 'admit') expectArrival('/chat');
      wholePage.go('/chat');
    },
  });
  const busy = accept.isPending || accept.isSuccess;
  return (
    <LinkPage token={token} look={look}>
      {({ does, role, name }) => {
        if (does === 'admit') {
          return (
            <AccessLayout title={t('access.admit')}>
              <p className="text-pretty text-muted">{t('access.admitHint')}</p>
              {accept.error && <Alert>{refusalOf(accept.error, i18n)}</Alert>}
              <Button tone="accent" className="h-11" disabled={busy} onClick={() => accept.mutate({})}>
                {t('access.comeIn')}
              </Button>
            </AccessLayout>
          );
        }
        const renews = does === 'password';
        return (
          <AccessLayout title={renews ? t('access.renew', { name }) : t('access.join')}>
            <p className="text-pretty text-muted">
              {t(renews ? 'access.renewHint' : `access.joinHint.${role ?? 'user'}`)}
            </p>
            {who?.kind === 'account' && (
              <p className="text-sm text-pretty text-muted">{t('access.instead', { name: who.name })}</p>
            )}
            <JoinForm name={renews ? name : null} busy={busy} problem={accept.error} onJoin={accept.mutate} />
          </AccessLayout>
        );
      }}
    </LinkPage>
  );
}
