import { useMutation } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { JobView } from '@/shared/contract/job';
import { useFeed, useOffline } from '@/shared/feed/FeedContext';
import { useLiveJobs } from '@/shared/feed/useLiveJobs';
import { gateway } from '@/shared/http/gateway';
import { Button } from '@/shared/ui/Button';
import { Dialog } from '@/shared/ui/Dialog';
import { useToasts } from '@/shared/ui/ToastsContext';
import { LineRow } from './LineRow';

type LineSheetProps = { sentence: string; onClose: () => void };

/** Everything of mine that waits or runs, over all conversations. */
export default function LineSheet({ sentence, onClose }: LineSheetProps) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const { jobs } = useFeed();
  const offline = useOffline();
  const live = useLiveJobs();
  const waiting = live.filter(({ status }) => status === 'queued');

  const cancelAll = useMutation({
    mutationFn: gateway.cancelWaiting,
    onSuccess: async ({ cancelled }) => {
      toasts.show(t('line.allCancelled', { count: cancelled }));
      // The feed tells it too; whoever has lost the feed should not have to wait for it.
      const over = await Promise.all(waiting.map(({ id }) => gateway.job(id)));
      jobs.put(over.filter((job) => job !== null));
    },
    onError: () => toasts.show(t('card.cancelFailed')),
  });

  return (
    <Dialog
      label={t('line.mine')}
      onClose={onClose}
      className="rise-in inset-x-0 bottom-0 top-auto mx-auto flex max-h-[80dvh] w-full max-w-xl flex-col rounded-t-3xl bg-raised sm:bottom-6 sm:rounded-3xl"
    >
      <div className="flex items-start gap-2 p-5 pb-3">
        <div className="min-w-0 flex-1">
          <h2 className="text-lg font-semibold tracking-tight">{t('line.mine')}</h2>
          <p className="text-sm text-muted tabular-nums">{sentence}</p>
        </div>
        <Button size="icon" className="-mt-1 -mr-2" aria-label={t('page.close')} onClick={onClose}>
          <X className="size-5" aria-hidden="true" />
        </Button>
      </div>
      <ul className="flex min-h-0 flex-col gap-1 overflow-y-auto overscroll-contain px-3 pb-3">
        {live.map((job) => (
          <li key={job.id}>
            <LineRow known={job} twin={live.some((other) => isTwin(job, other))} onGo={onClose} />
          </li>
        ))}
        {live.length === 0 && <li className="px-2 pb-4 text-sm text-muted">{t('line.nothing')}</li>}
      </ul>
      {waiting.length > 1 && (
        <div className="px-5 pb-5">
          <Button
            className="w-full bg-sunken text-danger hover:text-danger"
            disabled={offline || cancelAll.isPending}
            title={offline ? t('page.offline') : undefined}
            onClick={() => cancelAll.mutate()}
          >
            {t('line.cancelAll', { count: waiting.length })}
          </Button>
        </div>
      )}
    </Dialog>
  );
}

const isTwin = (job: JobView, other: JobView) => other.id !== job.id && other.prompt === job.prompt;
