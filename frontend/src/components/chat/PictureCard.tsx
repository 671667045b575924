import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '@/shared/ui/classes';
import { Mark } from '@/shared/ui/Mark';
import type { CardJob } from './CardJob';
import { CompleteCaption, ProcessingCaption, QueuedCaption } from './captions';
import { FinalPicture } from './FinalPicture';
import type { ImageProgressCardProps } from './ImageProgressCard';
import { noteOf } from './note';
import { ProgressBar } from './ProgressBar';
import { QueuedFace } from './QueuedFace';
import { isUnheard, useQuiet } from './quiet';
import { useSettled } from './useSettled';

type PictureCardProps = ImageProgressCardProps & { status: 'queued' | 'processing' | 'complete' };

/**
 * A job that awaits, gets or has its picture. One frame from the first place in the line to the final picture: the
 * element stays and keeps its size, only what is in it changes.
 */
export function PictureCard({ job, status, previewUrl, notice, ...card }: PictureCardProps) {
  const { t, i18n } = useTranslation();
  const finalUrl = status === 'complete' ? job.image?.url : undefined;
  const { settled, onLoad } = useSettled(finalUrl);
  const deleted = status === 'complete' && !job.image;
  const stale = Boolean(card.stale) && status !== 'complete';
  const isQuiet = useQuiet(job) && !isUnheard(job);
  const quiet = isQuiet ? t(job.phase === 'waiting-for-gpu' ? 'card.gpuHeld' : 'card.quiet') : null;
  const live = {
    job,
    sending: card.sending ?? false,
    remark: notice ?? (stale ? t('card.stale') : null) ?? quiet ?? (job.note ? noteOf(job.note, i18n) : null),
    onCancel: card.onCancel,
    cancelling: card.cancelling ?? false,
    obstacle: card.offline ? t('page.offline') : undefined,
  };

  return (
    <figure
      data-testid={`job-${status}`}
      data-job-id={job.id}
      data-stale={stale || undefined}
      aria-label={job.prompt || undefined}
      style={{ '--ratio': ratioOf(job) } as CSSProperties}
      className="@container w-full max-w-[min(28rem,calc(50svh*var(--ratio)))]"
    >
      <div
        className={classes(
          'picture-ground relative aspect-(--ratio) overflow-hidden rounded-2xl shadow-soft transition-opacity duration-300',
          stale && 'opacity-60',
        )}
      >
        {status === 'queued' && <QueuedFace job={job} sending={live.sending} />}
        {status === 'processing' && !previewUrl && (
          <Mark className="absolute inset-0 m-auto size-16 text-faint" />
        )}
        {deleted && (
          <p className="absolute inset-0 flex items-center justify-center p-6 text-center text-sm text-balance text-muted">
            {t('card.removed')}
          </p>
        )}
        {finalUrl && <FinalPicture url={finalUrl} prompt={job.prompt ?? ''} onLoad={onLoad} />}
        {finalUrl && card.onOpen && (
          <button
            type="button"
            aria-label={t('lightbox.open')}
            onClick={card.onOpen}
            // The picture lies below: dragged, this is what it would be.
            draggable
            onDragStart={({ dataTransfer }) =>
              dataTransfer.setData('text/uri-list', new URL(finalUrl, location.href).href)
            }
            className="absolute inset-0 z-1 cursor-zoom-in rounded-2xl outline-offset-[-3px]"
          />
        )}
        {previewUrl && status !== 'queued' && !deleted && (
          <img
            src={previewUrl}
            alt=""
            data-testid="job-preview"
            className={classes(
              'pointer-events-none absolute inset-0 size-full object-cover transition-opacity duration-300',
              settled && 'opacity-0',
            )}
          />
        )}
      </div>
      <div className="mt-2 h-1">{status === 'processing' && <JobProgress job={job} still={isQuiet} />}</div>
      {status === 'queued' && <QueuedCaption {...live} />}
      {status === 'processing' && <ProcessingCaption {...live} />}
      {status === 'complete' && (
        <CompleteCaption
          job={job}
          obstacle={live.obstacle}
          onRemix={card.onRemix}
          onVary={card.onVary}
          onRemove={deleted ? card.onRemove : undefined}
        />
      )}
      {card.details}
    </figure>
  );
}

/** Nothing moves while nothing is known to: a worker that is not heard, a GPU that somebody else holds. */
function JobProgress({ job, still }: { job: CardJob; still: boolean }) {
  const { t } = useTranslation();
  const { step, steps, phase } = job;
  if (isUnheard(job) || phase === 'waiting-for-gpu') return null;
  const percent = Math.min(100, Math.max(0, job.progress ?? 0));
  const known = percent > 0 || phase === 'denoising';
  return (
    <ProgressBar
      percent={known ? percent : null}
      still={still}
      text={step && steps ? t('card.step', { step, steps }) : undefined}
    />
  );
}

/** The final width to height, known from the first moment. */
function ratioOf({ image, spec }: CardJob): number {
  const width = image?.width ?? spec?.width;
  const height = image?.height ?? spec?.height;
  return width && height ? width / height : 1;
}
