import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Deletion } from '@/shared/contract/me';
import { useFeed } from '@/shared/feed/FeedContext';
import type { JobStore } from '@/shared/feed/JobStore';
import { gateway } from '@/shared/http/gateway';
import { own } from '@/shared/http/own';
import { Problem } from '@/shared/http/Problem';
import { refusalOf } from '@/shared/http/refusal';
import { useToasts } from '@/shared/ui/ToastsContext';

/** How long the farm lets a deletion be undone, where it does not say until when. */
const UNDO_MS = 60_000;

/** What is read of jobs, by the first word of its key. */
const HOLDING = new Set<unknown>(['messages', 'conversations', 'gallery', 'prompts']);

export const isGone = (problem: unknown) =>
  problem instanceof Problem && problem.status === 404 && problem.isRefusal;

type Removing = {
  delete: () => Promise<Deletion>;
  /** It is gone, or back: what the page itself holds of it follows. */
  follow: (gone: boolean) => void | Promise<void>;
  /** Said once it is gone. */
  said: string;
};

/** Deletes something of one's own, with a way back for as long as the farm has one. What is gone already is gone. */
export function useRemoval() {
  const { t, i18n } = useTranslation();
  const toasts = useToasts();
  const queries = useQueryClient();
  const { jobs } = useFeed();
  return useMemo(() => {
    const bringBack = async (undo: string, { follow }: Removing) => {
      try {
        await own.undo(undo);
        await follow(false);
        toasts.show(t('removal.undone'));
      } catch (problem) {
        toasts.show(refusalOf(problem, i18n));
      }
      void readAgain(queries);
    };
    const remove = async (removing: Removing) => {
      try {
        const { undo, until } = await removing.delete();
        await removing.follow(true);
        toasts.show(
          removing.said,
          { label: t('page.undo'), run: () => void bringBack(undo, removing) },
          { shownMs: until ? Date.parse(until) - Date.now() : UNDO_MS },
        );
      } catch (problem) {
        if (isGone(problem)) {
          await removing.follow(true);
          toasts.show(t('removal.already'));
        } else toasts.show(`${t('removal.failed')} ${refusalOf(problem, i18n)}`);
      }
      void readAgain(queries);
    };
    return {
      remove,
      picture: (id: string) =>
        remove({
          delete: () => own.deletePicture(id),
          follow: () => renew(jobs, id),
          said: t('removal.pictureGone'),
        }),
      job: (id: string) =>
        remove({
          delete: () => own.forgetJob(id),
          follow: (gone) => (gone ? jobs.remove(id) : renew(jobs, id)),
          said: t('removal.jobGone'),
        }),
      upload: (id: string) =>
        remove({ delete: () => own.deleteUpload(id), follow: () => {}, said: t('removal.uploadGone') }),
    };
  }, [t, i18n, toasts, queries, jobs]);
}

/** The job as it is now: its picture may be gone or back, though its version says nothing new. */
async function renew(jobs: JobStore, id: string) {
  const job = await gateway.job(id);
  if (job) jobs.put([job]);
  else jobs.remove(id);
}

const readAgain = (queries: QueryClient) =>
  queries.invalidateQueries({ predicate: ({ queryKey }) => HOLDING.has(queryKey[0]) });
