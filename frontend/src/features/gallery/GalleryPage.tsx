import { ListFilter, Search } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useOptions } from '@/features/chat/useOptions';
import { offersInit } from '@/features/init/offers';
import { type PictureActions, PictureActionsProvider } from '@/features/lightbox/PictureActions';
import { remixOf } from '@/features/settings/remix';
import { Button, buttonLook } from '@/shared/ui/Button';
import { usePause } from '@/shared/ui/usePause';
import { Narrowing } from './Narrowing';
import { Thumbnail } from './Thumbnail';
import { useGallery } from './useGallery';
import { useInSight } from './useInSight';
import { EVERYTHING, isNarrowed } from './wanted';

const Lightbox = lazy(() => import('@/features/lightbox/Lightbox'));

const TYPING_MS = 250;

/** All my pictures, to find by what was asked for. */
export default function GalleryPage() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [narrowing, setNarrowing] = useState(false);
  const [narrowed, setNarrowed] = useState(EVERYTHING);
  const typed = useMemo(() => ({ ...narrowed, q: text.trim() }), [narrowed, text]);
  const wanted = usePause(typed, TYPING_MS);
  const { pictures, isPending, isError, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useGallery(wanted);
  const [large, setLarge] = useState<string | null>(null);
  const more = useInSight<HTMLDivElement>(hasNextPage && !isFetchingNextPage ? fetchNextPage : null);

  return (
    <PictureActionsProvider value={useGalleryActions()}>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-10 sm:px-6">
        <div className="mx-auto w-full max-w-6xl">
          <div className="flex flex-wrap items-center gap-x-6 gap-y-3 pt-2 pb-5">
            <h1 className="text-2xl font-semibold tracking-tight">{t('gallery.title')}</h1>
            <label className="flex h-10 min-w-48 flex-1 items-center gap-2 rounded-full bg-raised px-4 text-muted shadow-soft focus-within:ring-1 focus-within:ring-accent/50 sm:max-w-sm">
              <Search className="size-4 shrink-0" aria-hidden="true" />
              <input
                type="search"
                value={text}
                onChange={(event) => setText(event.target.value)}
                aria-label={t('gallery.search')}
                placeholder={t('gallery.search')}
                className="min-w-0 flex-1 bg-transparent text-base text-ink outline-none placeholder:text-muted sm:text-sm"
              />
            </label>
            <Button
              tone={isNarrowed(narrowed) ? 'accent' : 'quiet'}
              aria-expanded={narrowing}
              onClick={() => setNarrowing(!narrowing)}
            >
              <ListFilter className="size-4" aria-hidden="true" />
              {t('gallery.filter')}
            </Button>
          </div>
          {narrowing && (
            <Narrowing
              wanted={narrowed}
              onWant={(pictureRequest) => setNarrowed({ ...narrowed, ...pictureRequest })}
              onEverything={isNarrowed(narrowed) ? () => setNarrowed(EVERYTHING) : null}
            />
          )}
          <ul
            aria-label={t('gallery.title')}
            className="grid grid-cols-[repeat(auto-fill,minmax(min(9.5rem,44%),1fr))] gap-2 sm:gap-3"
          >
            {pictures?.map((job) => (
              <li key={job.id}>
                <Thumbnail job={job} onOpen={() => setLarge(job.id)} />
              </li>
            ))}
          </ul>
          {pictures?.length === 0 && <Nothing searched={isNarrowed(wanted)} />}
          {!pictures && isPending && <p className="appear-late text-muted">{t('page.loading')}</p>}
          {!pictures && isError && (
            <Button tone="soft" onClick={() => refetch()}>
              {t('gallery.failed')}
            </Button>
          )}
          <div ref={more} className="flex justify-center pt-6">
            {hasNextPage && (
              <Button tone="soft" size="small" disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
                {t('gallery.more')}
              </Button>
            )}
          </div>
        </div>
      </div>
      {large && pictures && (
        <Suspense>
          <Lightbox jobs={pictures} at={large} onAt={setLarge} onClose={() => setLarge(null)} />
        </Suspense>
      )}
    </PictureActionsProvider>
  );
}

function Nothing({ searched }: { searched: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col items-center gap-5 py-20 text-center text-muted">
      <p className="text-balance">{t(searched ? 'gallery.noneFound' : 'gallery.none')}</p>
      {!searched && (
        <Link to="/chat" className={buttonLook({ tone: 'soft' })}>
          {t('page.toChat')}
        </Link>
      )}
    </div>
  );
}

/** From here a picture leads into a new chat: its own one may be gone. */
function useGalleryActions(): PictureActions {
  const navigate = useNavigate();
  const options = useOptions();
  const canBegin = options !== undefined && offersInit(options);
  return useMemo(() => {
    const begin = (pictureRequest: ReturnType<typeof remixOf>) =>
      navigate('/chat', { state: { fresh: true, pictureRequest } });
    return {
      remix: (job) => void begin(remixOf(job)),
      inChat: ({ conversationId, messageId }) =>
        void navigate(`/chat/${conversationId}${messageId ? `#${messageId}` : ''}`),
      ...(canBegin && { begin: (job) => void begin({ ...remixOf(job), initImageId: job.id }) }),
      useSeed: (job) => void begin({ ...remixOf(job), seed: job.spec?.seed ?? undefined }),
    };
  }, [navigate, canBegin]);
}
