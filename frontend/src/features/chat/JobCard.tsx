import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { causeOf } from '@/components/chat/cause';
import { ImageProgressCard } from '@/components/chat/ImageProgressCard';
import { JobDetails } from '@/features/details/JobDetails';
import { usePictureActions } from '@/features/lightbox/PictureActions';
import { isGone, useRemoval } from '@/features/removal/useRemoval';
import { isLive, type JobView } from '@/shared/contract/job';
import { useConnection, useFeed, useJob, useOffline, usePreview } from '@/shared/feed/FeedContext';
import { gateway } from '@/shared/http/gateway';
import { Problem } from '@/shared/http/Problem';
import { useToasts } from '@/shared/ui/ToastsContext';
import { errorOf } from './problemSentence';
import { appendJob } from './useMessages';

type JobCardProps = {
  known: JobView;
  conversationId: string | null;
  /** A later job has taken this one's place. */
  replaced: boolean;
};

/** A job's card, kept up to date by the feed, with what its owner may do. */
export function JobCard({ known, conversationId, replaced }: JobCardProps) {
  const { t, i18n } = useTranslation();
  const { jobs } = useFeed();
  const queries = useQueryClient();
  const job = useJob(known);
  const previewUrl = usePreview(known.id);
  const connection = useConnection();
  const offline = useOffline();
  const toasts = useToasts();

  /** Somebody has deleted it elsewhere, in another tab or on another device. */
  const leave = () => {
    jobs.remove(known.id);
    toasts.show(t('removal.already'));
  };

  const cancel = useMutation({
    mutationFn: () => gateway.cancel(known.id),
    onSuccess: (view) => jobs.put([view]),
    onError: async (problem) => {
      if (isGone(problem)) leave();
      // It was over already: show what it came to.
      if (!(problem instanceof Problem) || problem.status !== 409 || !problem.isRefusal) return;
      const view = await gateway.job(known.id);
      if (view) jobs.put([view]);
    },
  });

  const retry = useMutation({
    mutationFn: () => gateway.retry(known.id),
    onSuccess: (view) => {
      jobs.introduce([view]);
      // A new chat's card may be there before its address is.
      const home = view.conversationId ?? conversationId;
      if (home) appendJob(queries, home, view);
    },
    onError: (problem) => {
      if (isGone(problem)) leave();
    },
  });

  const { open, remix, vary } = usePictureActions();
  const removal = useRemoval();

  if (!job) return null;
  const canRetry = !replaced && !retry.isSuccess;
  const whyNot = retry.error instanceof Problem ? causeOf(errorOf(retry.error, t), i18n).sentence : '';
  const notice =
    (cancel.isError && isLive(job) && t('card.cancelFailed')) ||
    (retry.isError && [t('card.retryFailed'), whyNot].filter(Boolean).join(' '));
  return (
    <ImageProgressCard
      job={job}
      previewUrl={previewUrl}
      stale={connection === 'lost'}
      offline={offline}
      notice={notice || null}
      cancelling={cancel.isPending || cancel.isSuccess}
      retrying={retry.isPending}
      onCancel={cancel.mutate}
      onOpen={open && (() => open(job))}
      onRemix={remix && (() => remix(job))}
      onVary={vary && (() => vary(job))}
      details={isTold(job) ? <JobDetails job={job} /> : null}
      onRemove={() => void removal.job(known.id)}
      onRetry={canRetry ? retry.mutate : undefined}
      // What no retry can mend has to be changed, and stands ready for that in the composer.
      onEdit={remix && job.error?.retryable === false ? () => remix(job) : undefined}
    />
  );
}

/** Whether a card itself tells how it went: where that was not straight on. The lightbox tells of every picture. */
const isTold = ({ status, attempt, note }: JobView) =>
  status === 'error' || (status !== 'complete' && (attempt > 1 || note !== null));
