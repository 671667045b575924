import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, Outlet, Route, Routes } from 'react-router';
import { useAccessState, WhoProvider } from '@/features/access/WhoContext';
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
const KeysPage = lazy(() => import('@/features/keys/KeysPage'));
const PeoplePage = lazy(() => import('@/features/people/PeoplePage'));
const AccountPage = lazy(() => import('@/features/account/AccountPage'));
const SignInPage = lazy(() => import('@/features/access/SignInPage'));
const JoinPage = lazy(() => import('@/features/access/JoinPage'));
const ContinuePage = lazy(() => import('@/features/access/ContinuePage'));
const OutsidePage = lazy(() => import('@/features/access/OutsidePage'));

type AppProps = { feed: Feed; queries: QueryClient };

/** The whole app but its router, so that tests can choose where it starts. */
export function App({ feed, queries }: AppProps) {
  const [toasts] = useState(() => new Toasts());
  useEffect(() => feed.onStale((what) => void readAgain(what, feed, queries)), [feed, queries]);
  return (
    <QueryClientProvider client={queries}>
      <FeedProvider value={feed}>
        <WhoProvider>
          <ToastsProvider value={toasts}>
            <BinProvider>
              <OutboxProvider>
                <Routes>
                  <Route path="/sign-in" element={<Later page={<SignInPage />} />} />
                  <Route path="/oidc/start" element={<Navigate to="/sign-in#failed" replace />} />
                  <Route path="/join" element={<Later page={<JoinPage />} />} />
                  <Route path="/continue" element={<Later page={<ContinuePage />} />} />
                  <Route element={<Inside />}>
                    <Route path="/" element={<Navigate to="/chat" replace />} />
                    <Route path="/chat/:conversationId?" element={<ChatPage />} />
                    <Route path="/gallery" element={<Later page={<GalleryPage />} />} />
                    <Route path="/farm" element={<Later page={<FarmPage />} />} />
                    <Route path="/account" element={<Later page={<AccountPage />} />} />
                    <Route path="/keys" element={<Later page={<KeysPage />} />} />
                    <Route path="/people" element={<Later page={<PeoplePage />} />} />
                    <Route path="*" element={<NotFound />} />
                  </Route>
                </Routes>
              </OutboxProvider>
            </BinProvider>
          </ToastsProvider>
        </WhoProvider>
      </FeedProvider>
    </QueryClientProvider>
  );
}

/** Whoever is not let in is told how one gets in, at whichever address. */
function Inside() {
  if (useAccessState() === 'out') return <Later page={<OutsidePage />} />;
  return (
    <Shell>
      <Outlet />
    </Shell>
  );
}

const Later = ({ page }: { page: ReactNode }) => <Suspense>{page}</Suspense>;

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
