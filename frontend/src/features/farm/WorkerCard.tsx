import { Pause, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Slot, Worker } from '@/shared/contract/worker';
import { useOffline } from '@/shared/feed/FeedContext';
import { Button } from '@/shared/ui/Button';
import { classes } from '@/shared/ui/classes';
import { SlotRow } from './SlotRow';
import { useOrder } from './useWorkers';

/** Whether a slot does what it is there for, or could at once. */
const works = ({ state }: Slot) => state === 'idle' || state === 'busy' || state === 'waiting-for-gpu';

/** One worker process with its GPUs, and the two orders that it takes. */
export function WorkerCard({ worker }: { worker: Worker }) {
  const { t } = useTranslation();
  const offline = useOffline();
  const { order, give, onItsWay, failed } = useOrder(worker);
  const { id, host, state, version, slots } = worker;
  const Icon = order === 'drain' ? Pause : Play;
  const hears = state !== 'silent';
  return (
    <article aria-label={id} className="flex h-full flex-col gap-3 rounded-2xl bg-raised p-4 shadow-soft">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h3 className="truncate font-medium">{id}</h3>
          <p className="truncate text-xs leading-5 text-muted">
            {[host, version].filter(Boolean).join(' · ')}
          </p>
        </div>
        <span
          className={classes(
            'rounded-full px-2.5 py-1 text-xs',
            state === 'ready' && slots.some(works) ? 'bg-accent-soft' : 'bg-sunken',
            state === 'silent' && 'text-danger',
          )}
        >
          {t(`farm.worker.${state}`)}
        </span>
      </div>
      <ul className="flex flex-1 flex-col gap-3">
        {slots.map((slot) => (
          <li key={slot.uuid}>
            <SlotRow slot={slot} heard={hears} />
          </li>
        ))}
      </ul>
      <div className="flex items-center gap-2">
        <Button
          tone="soft"
          size="small"
          className="bg-sunken"
          disabled={!hears || offline || onItsWay}
          title={t(offline ? 'page.offline' : hears ? `farm.${order}Hint` : 'farm.silentHint')}
          onClick={give}
        >
          <Icon className="size-3.5" aria-hidden="true" />
          {t(`farm.${order}`)}
        </Button>
        <p role="status" className="min-w-0 text-xs text-muted">
          {failed ? t('farm.orderFailed') : onItsWay ? t('farm.ordered') : null}
        </p>
      </div>
    </article>
  );
}
