import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '@/shared/http/Problem';
import { refusalOf } from '@/shared/http/refusal';
import { Button, buttonLook } from '@/shared/ui/Button';
import { AccessLayout } from './AccessLayout';

type LinkPageProps<T> = {
  token: string | null;
  look: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>;
  /** What can be done with a link that counts. */
  children: (link: T) => ReactNode;
};

/** A page that a link has led to: nothing has happened yet, and it says first what would. */
export function LinkPage<T>({ token, look, children }: LinkPageProps<T>) {
  const { t, i18n } = useTranslation();
  if (!token) {
    return (
      <AccessLayout title={t('access.noToken')}>
        <p className="text-pretty text-muted">{t('access.noTokenHint')}</p>
        <ToChat />
      </AccessLayout>
    );
  }
  if (look.data) return children(look.data);
  if (!look.error) {
    return (
      <AccessLayout title={t('access.looking')}>
        <p className="appear-late text-muted">{t('page.loading')}</p>
      </AccessLayout>
    );
  }
  const over = look.error instanceof Problem && look.error.status === 404 && look.error.isRefusal;
  return (
    <AccessLayout title={t(over ? 'access.linkOver' : 'access.notLooked')}>
      <p role="alert" className="text-pretty text-muted">
        {over ? t('access.linkOverHint') : refusalOf(look.error, i18n)}
      </p>
      {over ? (
        <ToChat />
      ) : (
        <Button tone="accent" className="self-start" onClick={() => void look.refetch()}>
          {t('messages.retry')}
        </Button>
      )}
    </AccessLayout>
  );
}

function ToChat() {
  const { t } = useTranslation();
  return (
    <Link to="/chat" className={`${buttonLook({ tone: 'soft' })} self-start bg-sunken`}>
      {t('page.toChat')}
    </Link>
  );
}
