import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { type KeyboardEvent, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobView } from '@/shared/contract/job';
import { Button } from '@/shared/ui/Button';
import { Dialog } from '@/shared/ui/Dialog';
import { PictureSide } from './PictureSide';
import { useZoom } from './useZoom';

type LightboxProps = {
  /** The pictures to walk through, in their order on the page. */
  jobs: readonly JobView[];
  at: string;
  onAt: (id: string) => void;
  onClose: () => void;
};

/** One picture as large as the window, what it was made of beside it, its neighbours an arrow key away. */
export default function Lightbox({ jobs, at, onAt, onClose }: LightboxProps) {
  const { t } = useTranslation();
  const index = jobs.findIndex(({ id }) => id === at);
  const job = jobs[index];
  const walk = (by: number) => {
    const next = jobs[index + by];
    if (next) onAt(next.id);
  };
  const { stage, transform, zoom, whole, closer, farther, handlers } = useZoom(walk);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another picture begins whole
  useEffect(whole, [at]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowLeft') walk(-1);
    else if (event.key === 'ArrowRight') walk(1);
    else if (event.key === '+') closer();
    else if (event.key === '-') farther();
    else if (event.key === '0') whole();
    else return;
    event.preventDefault();
  };

  if (!job?.image) return null;
  return (
    <Dialog
      label={t('lightbox.label')}
      onClose={onClose}
      className="appear inset-0 h-dvh w-full overflow-hidden"
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: shortcuts for what the buttons within do */}
      <div
        onKeyDown={onKeyDown}
        className="flex h-full flex-col overflow-y-auto lg:flex-row lg:overflow-hidden"
      >
        <div
          ref={stage}
          {...handlers}
          className="relative flex h-[62svh] min-h-0 shrink-0 touch-none items-center justify-center overflow-hidden bg-side select-none lg:h-full lg:flex-1"
        >
          <img
            key={job.id}
            src={job.image.url}
            alt={job.prompt}
            draggable={false}
            width={job.image.width ?? undefined}
            height={job.image.height ?? undefined}
            style={{ transform }}
            className={`h-auto max-h-full w-auto max-w-full object-contain lg:max-h-[calc(100%-3rem)] ${zoom > 1 ? 'cursor-grab active:cursor-grabbing' : 'cursor-zoom-in'}`}
          />
          <Walk direction={-1} onWalk={walk} possible={index > 0} />
          <Walk direction={1} onWalk={walk} possible={index < jobs.length - 1} />
          <p className="absolute top-4 left-4 rounded-full bg-raised/85 px-2.5 py-1 text-xs text-ink tabular-nums">
            {t('lightbox.place', { at: index + 1, of: jobs.length })}
          </p>
        </div>
        <PictureSide job={job} onDone={onClose} />
        <Button
          tone="soft"
          size="icon"
          className="fixed top-3 right-3"
          aria-label={t('page.close')}
          title={t('page.close')}
          onClick={onClose}
        >
          <X className="size-5" aria-hidden="true" />
        </Button>
      </div>
    </Dialog>
  );
}

type WalkProps = { direction: 1 | -1; onWalk: (by: number) => void; possible: boolean };

function Walk({ direction, onWalk, possible }: WalkProps) {
  const { t } = useTranslation();
  const Icon = direction < 0 ? ChevronLeft : ChevronRight;
  const name = t(direction < 0 ? 'lightbox.before' : 'lightbox.next');
  return (
    <Button
      tone="soft"
      size="icon"
      // Not `disabled`: at the end of the row the focus would fall off it.
      aria-disabled={!possible}
      aria-label={name}
      title={name}
      className={`absolute top-1/2 -translate-y-1/2 aria-disabled:opacity-0 ${direction < 0 ? 'left-3' : 'right-3'}`}
      onClick={() => onWalk(direction)}
    >
      <Icon className="size-5" aria-hidden="true" />
    </Button>
  );
}
