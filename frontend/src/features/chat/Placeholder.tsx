import { RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '@/shared/http/Problem';
import { Button, buttonLook } from '@/shared/ui/Button';

/** Comes only when reading takes a while: a fast answer must not flicker. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <div role="status" className="appear-late mt-auto flex flex-col gap-6 pb-8">
      <span className="sr-only">{t('messages.loading')}</span>
      <div className="ml-auto h-11 w-3/5 rounded-3xl rounded-br-lg bg-sunken" />
      <div className="aspect-square w-full max-w-[min(28rem,50svh)] rounded-2xl bg-sunken" />
    </div>
  );
}

type UnreadableProps = { problem: Error; onRetry: () => void };

/** A conversation that can't be shown, and why. */
export function Unreadable({ problem, onRetry }: UnreadableProps) {
  const { t } = useTranslation();
  const unknown = problem instanceof Problem && problem.status === 404 && problem.isRefusal;
  return (
    <div className="m-auto flex flex-col items-center gap-5 py-10 text-center">
      <p className="max-w-sm text-balance text-muted">
        {t(unknown ? 'messages.unknown' : 'messages.failed')}
      </p>
      {unknown ? (
        <Link to="/chat" state={{ fresh: true }} className={buttonLook({ tone: 'soft' })}>
          {t('page.newChat')}
        </Link>
      ) : (
        <Button tone="soft" onClick={onRetry}>
          <RotateCw className="size-4" aria-hidden="true" />
          {t('messages.retry')}
        </Button>
      )}
    </div>
  );
}
