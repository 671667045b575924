import { render } from '@testing-library/react';
import { useLayoutEffect } from 'react';
import { MemoryRouter, useLocation } from 'react-router';
import { App } from '@/app/App';
import { createQueries } from '@/app/wiring';
import { Feed } from '@/shared/feed/Feed';
import { gateway } from '@/shared/http/gateway';

type Opening = {
  firstAnswer?: Promise<void> | undefined;
  onPath?: (path: string) => void;
  onHash?: (hash: string) => void;
};

/** A browser tab that opens the app. */
export function openApp(
  at = '/chat',
  { firstAnswer = Promise.resolve(), onPath = () => {}, onHash = () => {} }: Opening = {},
) {
  const feed = new Feed({
    firstAnswer,
    url: 'ws://imece.test/ws',
    fetchJob: gateway.job,
    fetchLive: gateway.liveJobs,
  });
  return render(
    <MemoryRouter initialEntries={[at]}>
      <App feed={feed} queries={createQueries()} />
      <Path onPath={onPath} onHash={onHash} />
    </MemoryRouter>,
  );
}

function Path({ onPath, onHash }: Required<Pick<Opening, 'onPath' | 'onHash'>>) {
  const { pathname, hash } = useLocation();
  useLayoutEffect(() => void onPath(pathname), [onPath, pathname]);
  useLayoutEffect(() => void onHash(hash), [onHash, hash]);
  return null;
}
