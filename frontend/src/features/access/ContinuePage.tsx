import '@/i18n/people';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { access } from '@/shared/http/access';
import { refusalOf } from '@/shared/http/refusal';
import { Alert } from '@/shared/ui/Alert';
import { Button } from '@/shared/ui/Button';
import { wholePage } from '@/shared/ui/wholePage';
import { AccessLayout } from './AccessLayout';
import { LinkPage } from './LinkPage';
import { useLinkToken } from './useLinkToken';

/** Where a link from another device leads, or one that was kept: it says as whom one would go on here. */
export default function ContinuePage() {
  const { t, i18n } = useTranslation();
  const token = useLinkToken();
  const look = useQuery({
    queryKey: ['other-device', token],
    queryFn: () => access.lookAtOtherDevice(token ?? ''),
    enabled: token !== null,
    // Each look is counted by the farm.
    refetchOnWindowFocus: false,
    retry: false,
  });
  const accept = useMutation({
    mutationFn: () => access.continueHere(token ?? ''),
    onSuccess: () => wholePage.go('/chat'),
  });
  return (
    <LinkPage token={token} look={look}>
      {({ kind, name }) => (
        <AccessLayout title={kind === 'account' ? t('access.continueAs', { name }) : t('access.continue')}>
          <p className="text-pretty text-muted">
            {t(kind === 'account' ? 'access.continueAsHint' : 'access.continueHint')}
          </p>
          <p className="text-pretty text-muted">{t('access.continueOwn')}</p>
          {accept.error && <Alert>{refusalOf(accept.error, i18n)}</Alert>}
          <Button
            tone="accent"
            className="h-11"
            disabled={accept.isPending || accept.isSuccess}
            onClick={() => accept.mutate()}
          >
            {t('access.continueHere')}
          </Button>
        </AccessLayout>
      )}
    </LinkPage>
  );
}
