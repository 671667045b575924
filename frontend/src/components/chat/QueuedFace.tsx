import { useTranslation } from 'react-i18next';
import type { CardJob } from './CardJob';
import { LinePlace } from './LinePlace';
import { whyText } from './why';

/** What stands where the picture will be: the place in the line, or why there is none. */
export function QueuedFace({ job, sending }: { job: CardJob; sending: boolean }) {
  const { t, i18n } = useTranslation();
  const position = job.queuePosition ?? 0;
  if (position < 1) {
    const why = job.why && whyText(job.why, i18n);
    return (
      <div className="absolute inset-0 flex items-center justify-center p-6 text-center text-sm text-balance text-muted">
        {sending ? t('card.sending') : why}
      </div>
    );
  }
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-4">
      <p
        data-testid="queue-position"
        className="text-2xl font-semibold tracking-tight tabular-nums text-ink sm:text-3xl"
      >
        {t('card.position', { position })}
      </p>
      <LinePlace position={position} />
    </div>
  );
}
