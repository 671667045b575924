import { useEffect } from 'react';
import { useLiveJobs } from '@/shared/feed/useLiveJobs';

const NAME = 'Imece';

/** The number of my live pictures in the tab's title, and a dot on its icon while there are any. */
export function useBusySign(): void {
  const count = useLiveJobs().length;
  useEffect(() => {
    document.title = count > 0 ? `(${count}) ${NAME}` : NAME;
    const icon = document.querySelector('link[rel=icon]');
    icon?.setAttribute('href', count > 0 ? '/favicon-busy.svg' : '/favicon.svg');
  }, [count]);
}
