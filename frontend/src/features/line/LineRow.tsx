import { useMutation } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { etaText } from '@/components/chat/eta';
import { ProgressBar } from '@/components/chat/ProgressBar';
import { isUnheard, useQuiet } from '@/components/chat/quiet';
import { standingText } from '@/components/chat/why';
import type { JobView } from '@/shared/contract/job';
import { useFeed, useJob, useOffline, usePreview } from '@/shared/feed/FeedContext';
import { gateway } from '@/shared/http/gateway';
import { Button } from '@/shared/ui/Button';

type LineRowProps = {
  known: JobView;
  /** Others stand there with the same prompt: its seed tells it from them. */
  twin: boolean;
  onGo: () => void;
};

/** One of my pictures in the line: its place or progress, the way to it, and its cancel. */
export function LineRow({ known, twin, onGo }: LineRowProps) {
  const { t } = useTranslation();
  const { jobs } = useFeed();
  const offline = useOffline();
  const job = useJob(known) ?? known;
  const preview = usePreview(known.id);
  const cancel = useMutation({
    mutationFn: () => gateway.cancel(known.id),
    onSuccess: (view) => jobs.put([view]),
  });
  const running = job.status === 'processing';
  const body = (
    <>
      <span className="picture-ground relative flex size-11 shrink-0 items-center justify-center overflow-hidden rounded-xl text-sm font-semibold tabular-nums">
        {running
          ? preview && <img src={preview} alt="" className="size-full object-cover" />
          : job.queuePosition || null}
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-3 text-sm">
          <span dir="auto" className="min-w-0 truncate">
            {job.prompt}
          </span>
          {twin && job.spec && (
            <span className="shrink-0 text-xs text-muted tabular-nums">
              {t('card.seed', { seed: job.spec.seed })}
            </span>
          )}
        </span>
        <Standing job={job} />
      </span>
    </>
  );
  const look = 'flex min-w-0 flex-1 items-center gap-3 rounded-2xl p-2 text-left';
  return (
    <div className="rounded-2xl hover:bg-sunken">
      <div className="flex items-center gap-1">
        {job.conversationId ? (
          <Link
            to={`/chat/${job.conversationId}${job.messageId ? `#${job.messageId}` : ''}`}
            onClick={onGo}
            className={look}
          >
            {body}
          </Link>
        ) : (
          <div className={look}>{body}</div>
        )}
        <Button
          size="icon"
          aria-label={t('line.cancel', { prompt: job.prompt })}
          title={t(offline ? 'page.offline' : 'card.cancel')}
          disabled={offline || cancel.isPending || cancel.isSuccess}
          onClick={() => cancel.mutate()}
        >
          <X className="size-4" aria-hidden="true" />
        </Button>
      </div>
      {/* Its room is always there, so a screen reader hears it come. */}
      <p role="status" className="pl-16 text-xs text-danger">
        {cancel.isError && t('card.cancelFailed')}
      </p>
    </div>
  );
}

function Standing({ job }: { job: JobView }) {
  const { t, i18n } = useTranslation();
  const still = useQuiet(job);
  if (isUnheard(job)) {
    return <span className="block truncate text-xs leading-5 text-muted">{t('card.unheard')}</span>;
  }
  if (job.status === 'processing') {
    const step = job.phase === 'denoising' && job.steps > 0 ? t('card.step', job) : null;
    return (
      <>
        <span className="block truncate text-xs leading-5 text-muted tabular-nums">
          {[job.phase ? t(`phase.${job.phase}`) : t('card.processing'), step, job.worker?.id]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {job.phase !== 'waiting-for-gpu' && (
          <ProgressBar percent={job.progress > 0 ? Math.min(100, job.progress) : null} still={still} />
        )}
      </>
    );
  }
  const eta = job.eta && etaText(job.eta);
  return (
    <span className="block text-xs leading-5 text-muted tabular-nums">
      <span className="block truncate">{eta ? t(eta.key, eta) : t('card.waiting')}</span>
      <span className="block text-balance">{standingText(job, i18n)}</span>
    </span>
  );
}
