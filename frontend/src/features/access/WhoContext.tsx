import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Who } from '@/shared/contract/who';
import { useFeed } from '@/shared/feed/FeedContext';
import { access } from '@/shared/http/access';
import { identityRefusals } from '@/shared/http/identityRefusals';
import { type AccessState, accessStateOf } from './accessState';
import { noteLetIn } from './arrival';

type Known = { who: Who | undefined; state: AccessState };

export const WHO = queryOptions({ queryKey: ['who'], queryFn: access.who });

const WhoContext = createContext<Known>({ who: undefined, state: 'unknown' });

/** Knows who this browser is to the farm, and finds out again when a call is refused for that. */
export function WhoProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const feed = useFeed();
  const { data: who, failureCount } = useQuery(WHO);
  const [held, hold] = useState<Who>();
  if (who && who.kind !== 'nobody' && !held) hold(who);
  // Where nobody says it, as by a gateway of before, everybody is let in.
  const state = !who && failureCount > 0 ? 'in' : accessStateOf(held, who);
  const mayEnd = held !== undefined && (held.kind === 'account' || held.access !== 'open');

  useEffect(() => {
    const ask = () => void queries.invalidateQueries({ queryKey: WHO.queryKey });
    return identityRefusals.onHeard(ask);
  }, [queries]);

  // A session that ends takes its socket along.
  useEffect(() => {
    if (!mayEnd) return;
    return feed.watchConnection(() => {
      if (feed.connection === 'lost') void queries.invalidateQueries({ queryKey: WHO.queryKey });
    });
  }, [queries, feed, mayEnd]);

  useEffect(() => {
    if (who) noteLetIn(who.kind !== 'nobody');
  }, [who]);

  useEffect(() => (state === 'in' ? feed.start() : undefined), [feed, state]);

  return <WhoContext value={useMemo(() => ({ who, state }), [who, state])}>{children}</WhoContext>;
}

/** Who this browser is to the farm; undefined until that is known. */
export const useWho = () => useContext(WhoContext).who;

export const useAccessState = () => useContext(WhoContext).state;
