import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/Button';
import { Section } from '@/shared/ui/Section';
import { OperatorDoor } from './OperatorDoor';
import { useOperatorDoor, useWorkers } from './useWorkers';
import { WorkerCard } from './WorkerCard';

/** The machines and what runs where, for the operator; everybody else is told how to get in. */
export function WorkersSection() {
  const { t } = useTranslation();
  const { workers, locked, isPending, failed } = useWorkers();
  const { enter, leave } = useOperatorDoor();
  return (
    <Section
      title={t('farm.workers')}
      aside={
        workers && (
          <Button size="small" disabled={leave.isPending} onClick={() => leave.mutate()}>
            {t('farm.leave')}
          </Button>
        )
      }
    >
      {locked && <OperatorDoor enter={enter} />}
      {isPending && !locked && <p className="appear-late text-sm text-muted">{t('page.loading')}</p>}
      {failed && (
        <p role="status" className="pb-3 text-sm text-muted">
          {t('farm.notNow')}
        </p>
      )}
      {workers?.length === 0 && <p className="text-sm text-muted">{t('farm.noWorker')}</p>}
      {workers && workers.length > 0 && (
        <ul className="grid gap-3 md:grid-cols-2">
          {workers.map((worker) => (
            <li key={worker.id}>
              <WorkerCard worker={worker} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
