import { Ban, CircleAlert, Pencil, RotateCw, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/Button';
import { causeOf } from './cause';
import type { ImageProgressCardProps } from './ImageProgressCard';

const shell = 'flex w-full max-w-[28rem] gap-3 rounded-2xl bg-raised p-4 shadow-soft';

/** A failed job: the cause in plain words, what to do, and the farm's own words for whoever wants them. */
export function ErrorCard({ job, unsent, unsure, notice, details, ...card }: ImageProgressCardProps) {
  const { t, i18n } = useTranslation();
  const cause = causeOf(job.error, i18n);
  const canPass = job.error?.retryable ?? true;
  const advice = !canPass ? 'change' : unsent ? adviceToSender(unsure, job.error?.code) : 'again';
  return (
    <div data-testid="job-error" data-job-id={job.id} className={shell}>
      <CircleAlert className="mt-0.5 size-5 shrink-0 text-danger" aria-hidden="true" />
      <div className="min-w-0 flex-1 space-y-1 text-sm leading-5">
        <p className="font-medium">
          {t(!unsent ? 'error.title' : unsure ? 'error.notKnown' : 'error.notSent')}
        </p>
        <p dir="auto" className="text-pretty wrap-anywhere">
          {cause.sentence}
        </p>
        <p className="text-pretty text-muted">{t(`error.advice.${advice}`)}</p>
        {notice && <p className="text-danger">{notice}</p>}
        {cause.raw && (
          <details className="pt-1 text-[0.8125rem] text-muted">
            <summary className="cursor-pointer">{t('card.details')}</summary>
            <p dir="auto" className="pt-1 font-mono text-xs wrap-anywhere">
              {cause.raw}
            </p>
          </details>
        )}
        {details}
        <Actions {...card} retryable={job.error?.retryable ?? true} />
      </div>
    </div>
  );
}

/** What is not known is asked for again by itself, except what nobody could answer any more. */
function adviceToSender(unsure: boolean | undefined, code: string | undefined) {
  return unsure && code !== 'draft-expired' ? 'byItself' : 'later';
}

/** A job that was taken back. */
export function CancelledCard({ job, notice, ...card }: ImageProgressCardProps) {
  const { t } = useTranslation();
  return (
    <div
      data-testid="job-cancelled"
      data-job-id={job.id}
      className={`${shell} items-center text-sm text-muted`}
    >
      <Ban className="size-5 shrink-0" aria-hidden="true" />
      <p className="flex-1">{notice ?? t('card.cancelled')}</p>
      {card.onRetry && (
        <Retry onRetry={card.onRetry} retrying={card.retrying} offline={card.offline}>
          {t('card.retry')}
        </Retry>
      )}
      <Remove onRemove={card.onRemove} offline={card.offline} />
    </div>
  );
}

type ActionsProps = Pick<
  ImageProgressCardProps,
  'onRetry' | 'onEdit' | 'onRemove' | 'retrying' | 'offline'
> & {
  retryable: boolean;
};

function Actions({ onRetry, onEdit, onRemove, retrying, offline, retryable }: ActionsProps) {
  const { t } = useTranslation();
  const canRetry = onRetry && retryable;
  if (!canRetry && !onEdit && !onRemove) return null;
  return (
    <div className="-ml-2.5 flex flex-wrap gap-1 pt-1.5">
      {canRetry && (
        <Retry onRetry={onRetry} retrying={retrying} offline={offline}>
          {t('card.retry')}
        </Retry>
      )}
      {onEdit && (
        <Button size="small" onClick={onEdit}>
          <Pencil className="size-3.5" aria-hidden="true" />
          {t('card.edit')}
        </Button>
      )}
      <Remove onRemove={onRemove} offline={offline} />
    </div>
  );
}

type RemoveProps = Pick<ImageProgressCardProps, 'onRemove' | 'offline'>;

function Remove({ onRemove, offline }: RemoveProps) {
  const { t } = useTranslation();
  if (!onRemove) return null;
  return (
    <Button
      size="small"
      onClick={onRemove}
      disabled={offline}
      title={t(offline ? 'page.offline' : 'removal.jobHint')}
    >
      <Trash2 className="size-3.5" aria-hidden="true" />
      {t('removal.job')}
    </Button>
  );
}

type RetryProps = {
  onRetry: () => void;
  retrying: boolean | undefined;
  offline: boolean | undefined;
  children: ReactNode;
};

function Retry({ onRetry, retrying, offline, children }: RetryProps) {
  const { t } = useTranslation();
  return (
    <Button
      size="small"
      className="text-accent hover:text-accent"
      onClick={onRetry}
      disabled={retrying || offline}
      title={offline ? t('page.offline') : undefined}
    >
      <RotateCw className="size-3.5" aria-hidden="true" />
      {children}
    </Button>
  );
}
