import { render } from '@testing-library/react';
import { useLayoutEffect } from 'react';
import { MemoryRouter, useLocation } from 'react-router';
import { App } from '@/app/App';
import { createQueries } from '@/app/wiring';
import { Feed } from '@/shared/feed/Feed';
import { gateway } from '@/shared/http/gateway';

type Opening = { firstAnswer?: Promise<void> | undefined; onPath?: (path: string) => void };

/** A browser tab that opens the app. */
export function openApp(at = '/chat', { firstAnswer = Promise.resolve(), onPath = () => {} }: Opening = {}) {
  const feed = new Feed({
    firstAnswer,
    url: 'ws://imece.test/ws',
    fetchJob: gateway.job,
    fetchLive: gateway.liveJobs,
  });
  return render(
    <MemoryRouter initialEntries={[at]}>
      <App feed={feed} queries={createQueries()} />
      <Path onPath={onPath} />
    </MemoryRouter>,
  );
}

function Path({ onPath }: { onPath: (path: string) => void }) {
  const { pathname } = useLocation();
  useLayoutEffect(() => void onPath(pathname), [onPath, pathname]);
  return null;
}
