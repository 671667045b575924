import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Attempt } from '@/shared/contract/attempt';
import type { JobView } from '@/shared/contract/job';
import { gateway } from '@/shared/http/gateway';
import { knownOutcome, secondsBetween } from './moments';

/** When a job was asked for, each run that it got, and when it was over. */
export function Timeline({ job }: { job: JobView }) {
  const { t, i18n } = useTranslation();
  // The version is part of the name: whatever happens to the job, its runs are read again.
  const { data: attempts, isError } = useQuery({
    queryKey: ['attempts', job.id, job.version],
    queryFn: () => gateway.attempts(job.id),
  });
  const clock = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' });
  const time = (at: string | null) => (at ? clock.format(new Date(at)) : '');
  const waited = secondsBetween(job.createdAt, job.startedAt);
  return (
    <ol className="flex flex-col gap-2 border-l-2 border-sunken py-1 pl-3 tabular-nums">
      <li>
        <p className="text-ink">{t('details.asked')}</p>
        <p>{time(job.createdAt)}</p>
        {waited !== null && <p>{t('details.waited', { seconds: seconds(waited, i18n.language) })}</p>}
      </li>
      {attempts?.map((attempt) => (
        <li key={`${attempt.attempt} ${attempt.startedAt}`}>
          <Run attempt={attempt} />
        </li>
      ))}
      {isError && <li>{t('details.failed')}</li>}
      {job.finishedAt && (
        <li>
          <p className="text-ink">{t('details.over')}</p>
          <p>{time(job.finishedAt)}</p>
        </li>
      )}
    </ol>
  );
}

function Run({ attempt }: { attempt: Attempt }) {
  const { t, i18n } = useTranslation();
  const took = secondsBetween(attempt.startedAt, attempt.endedAt);
  const outcome = knownOutcome(attempt.outcome);
  const facts = [
    outcome ? t(`details.outcome.${outcome}`) : (attempt.outcome ?? t('details.running')),
    took !== null && t('details.took', { seconds: seconds(took, i18n.language) }),
  ];
  return (
    <>
      <p className="text-ink">
        {[t('card.attempt', { attempt: attempt.attempt }), attempt.worker, attempt.gpu, attempt.engine]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p>{facts.filter(Boolean).join(' · ')}</p>
      {attempt.reason && <p className="wrap-anywhere">{attempt.reason}</p>}
    </>
  );
}

const seconds = (count: number, language: string) =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(count);
