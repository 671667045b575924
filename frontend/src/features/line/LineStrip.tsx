import { ChevronUp } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { etaText } from '@/components/chat/eta';
import { useOffline } from '@/shared/feed/FeedContext';
import { useLiveJobs } from '@/shared/feed/useLiveJobs';
import { Button } from '@/shared/ui/Button';
import { classes } from '@/shared/ui/classes';
import { gpusOf, standingOf } from './lineNews';
import { useQueue } from './useQueue';

const LineSheet = lazy(() => import('./LineSheet'));

/** The line in one quiet sentence; behind it, all that I have in it. Its room is kept, so that nothing jumps. */
export function LineStrip() {
  const [open, setOpen] = useState(false);
  const live = useLiveJobs();
  const queue = useQueue(live);
  const sentence = useSentence(live, queue);
  // What it says was true when the connection was lost.
  const old = useOffline() && 'opacity-50';
  return (
    <div className={classes('flex h-8 items-center justify-center transition-opacity', old)}>
      {live.length > 0 ? (
        <Button
          size="small"
          data-testid="line-strip"
          aria-haspopup="dialog"
          className="h-7 max-w-full min-w-0 shrink px-3 text-xs font-normal tabular-nums"
          onClick={() => setOpen(true)}
        >
          <span className="truncate">{sentence}</span>
          <ChevronUp className="size-3.5 shrink-0" aria-hidden="true" />
        </Button>
      ) : (
        sentence && (
          <p data-testid="line-strip" className="truncate px-3 text-xs text-muted tabular-nums">
            {sentence}
          </p>
        )
      )}
      {open && (
        <Suspense>
          <LineSheet sentence={sentence} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

function useSentence(live: Parameters<typeof standingOf>[0], queue: Parameters<typeof gpusOf>[0]): string {
  const { t } = useTranslation();
  const standing = standingOf(live, queue);
  const gpus = gpusOf(queue);
  // What GPUs do says nothing while no picture of theirs can be stored, and no time that was measured holds.
  const paused = queue?.paused != null;
  const working = gpus && t(`line.gpus.${gpus.kind}`, { count: gpus.kind === 'none' ? 0 : gpus.count });
  const farm = paused ? t('line.paused') : working;
  switch (standing.kind) {
    case 'ahead': {
      const eta = !paused && standing.eta && etaText(standing.eta);
      const place = standing.ahead > 0 ? t('line.ahead', { count: standing.ahead }) : t('line.next');
      return [place, eta && t(eta.key, eta), farm].filter(Boolean).join(' · ');
    }
    case 'waiting':
      return [t('line.waiting', { count: standing.count }), farm].filter(Boolean).join(' · ');
    case 'making':
      return [t('line.making', { count: standing.count }), farm].filter(Boolean).join(' · ');
    case 'others':
      return [t('line.others', { count: standing.count }), farm].filter(Boolean).join(' · ');
    case 'quiet':
      // A farm at rest is no news; one without GPUs, or whose pictures nobody takes, is.
      return paused || gpus?.kind === 'none' ? (farm ?? '') : '';
  }
}
