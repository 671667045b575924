import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Who } from '@/shared/contract/who';
import { useFeed } from '@/shared/feed/FeedContext';
import { access } from '@/shared/http/access';
import { doubt } from '@/shared/http/doubt';
import { noteLetIn } from './arrival';
import { type Standing, standingOf } from './standing';

type Known = { who: Who | undefined; standing: Standing };

export const WHO = queryOptions({ queryKey: ['who'], queryFn: access.who });

const WhoContext = createContext<Known>({ who: undefined, standing: 'unknown' });

/** Knows who this browser is to the farm, and finds out again whenever there is a reason to doubt it. */
export function WhoProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const feed = useFeed();
  const { data: who, failureCount } = useQuery(WHO);
  const [held, hold] = useState<Who>();
  if (who && who.kind !== 'nobody' && !held) hold(who);
  // Where nobody says it, as by a gateway of before, everybody is let in.
  const standing = !who && failureCount > 0 ? 'in' : standingOf(held, who);
  const mayEnd = held !== undefined && (held.kind === 'account' || held.access !== 'open');

  useEffect(() => {
    const ask = () => void queries.invalidateQueries({ queryKey: WHO.queryKey });
    return doubt.onRaised(ask);
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

  useEffect(() => (standing === 'in' ? feed.start() : undefined), [feed, standing]);

  return <WhoContext value={useMemo(() => ({ who, standing }), [who, standing])}>{children}</WhoContext>;
}

/** Who this browser is to the farm; undefined until that is known. */
export const useWho = () => useContext(WhoContext).who;

export const useStanding = () => useContext(WhoContext).standing;
