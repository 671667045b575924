import { useCallback, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useAccessState } from '@/features/access/WhoContext';
import { erasedIn } from '@/features/account/erased';
import { useConnection } from '@/shared/feed/FeedContext';
import { useLiveJobs } from '@/shared/feed/useLiveJobs';
import { signIn } from '@/shared/http/signIn';

/** The one place that says how the farm is heard, where that is not as usual. Its room is always there, so a screen reader hears it come. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const told = useNews();
  const { pathname, search, state: visit } = useLocation();
  const from = `${pathname}${search}`;
  // Whoever has deleted everything has ended it themselves, and is told so.
  const news = told === 'ended' && erasedIn(visit) ? null : told;
  return (
    <div
      role="status"
      data-testid="connection-banner"
      className="pointer-events-none fixed inset-x-0 top-14 z-10 px-4"
    >
      {news && (
        <p
          data-news={news}
          className="appear-late mx-auto w-fit rounded-2xl bg-ink px-4 py-2 text-center text-sm text-balance text-page shadow-deep"
        >
          {t(`page.${news}`)}
          {news === 'signedOut' && (
            <>
              {' '}
              {/* A whole new page, not a route of this one: whoever asks for the sign-in stands before the page. */}
              <a href={`${location.pathname}${location.search}`} className="pointer-events-auto underline">
                {t('page.signIn')}
              </a>
            </>
          )}
          {news === 'ended' && (
            <>
              {' '}
              <Link to="/sign-in" state={{ from }} className="pointer-events-auto underline">
                {t('page.signIn')}
              </Link>
            </>
          )}
          {news === 'changed' && (
            <>
              {' '}
              <a href={from} className="pointer-events-auto underline">
                {t('page.renew')}
              </a>
            </>
          )}
        </p>
      )}
    </div>
  );
}

function useNews() {
  const connection = useConnection();
  const signedOut = useSignedOut();
  const state = useAccessState();
  const runs = useLiveJobs().some(({ status }) => status === 'processing');
  if (state === 'ended' || state === 'changed') return state;
  if (signedOut) return 'signedOut';
  switch (connection) {
    case 'lost':
      return 'connectionLost';
    case 'polled':
      return 'polled';
    case 'silent':
      return runs ? 'silent' : null;
    case 'connecting':
    case 'live':
      return null;
  }
}

function useSignedOut(): boolean {
  const watch = useCallback((onChange: () => void) => signIn.watch(onChange), []);
  return useSyncExternalStore(watch, () => signIn.ended);
}
