import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobView } from '@/shared/contract/job';
import { Timeline } from './Timeline';

/** How a job went, for whoever asks; read only then. */
export function JobDetails({ job }: { job: JobView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details className="text-[0.8125rem] text-muted" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="w-fit cursor-pointer rounded-md py-1">{t('details.label')}</summary>
      {open && <Timeline job={job} />}
    </details>
  );
}
