import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, Route, Routes } from 'react-router';
import { ChatPage } from '@/features/chat/ChatPage';
import { OutboxProvider } from '@/features/chat/OutboxContext';
import { BinProvider } from '@/features/conversations/BinContext';
import type { Feed } from '@/shared/feed/Feed';
import { FeedProvider } from '@/shared/feed/FeedContext';
import { buttonLook } from '@/shared/ui/Button';
import { Toasts } from '@/shared/ui/Toasts';
import { ToastsProvider } from '@/shared/ui/ToastsContext';
import { readAgain } from './readAgain';
import { Shell } from './Shell';

const FarmPage = lazy(() => import('@/features/farm/FarmPage'));
const GalleryPage = lazy(() => import('@/features/gallery/GalleryPage'));

type AppProps = { feed: Feed; queries: QueryClient };

/** The whole app but its router, so that tests can choose where it starts. */
export function App({ feed, queries }: AppProps) {
  const [toasts] = useState(() => new Toasts());
  useEffect(() => feed.start(), [feed]);
  useEffect(() => feed.onStale((what) => void readAgain(what, feed, queries)), [feed, queries]);
  return (
    <QueryClientProvider client={queries}>
      <FeedProvider value={feed}>
        <ToastsProvider value={toasts}>
          <BinProvider>
            <OutboxProvider>
              <Shell>
                <Routes>
                  <Route path="/" element={<Navigate to="/chat" replace />} />
                  <Route path="/chat/:conversationId?" element={<ChatPage />} />
                  <Route
                    path="/gallery"
                    element={
                      <Suspense>
                        <GalleryPage />
                      </Suspense>
                    }
                  />
                  <Route
                    path="/farm"
                    element={
                      <Suspense>
                        <FarmPage />
                      </Suspense>
                    }
                  />
                  <Route path="*" element={<NotFound />} />
                </Routes>
              </Shell>
            </OutboxProvider>
          </BinProvider>
        </ToastsProvider>
      </FeedProvider>
    </QueryClientProvider>
  );
}

function NotFound() {
  const { t } = useTranslation();
  return (
    <div className="m-auto flex flex-col items-center gap-5 p-6 text-center">
      <p className="text-muted">{t('page.notFound')}</p>
      <Link to="/chat" className={buttonLook({ tone: 'soft' })}>
        {t('page.toChat')}
      </Link>
    </div>
  );
}
