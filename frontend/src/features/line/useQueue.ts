import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { JobView } from '@/shared/contract/job';
import { gateway } from '@/shared/http/gateway';
import { depthHistory } from './DepthHistory';

const WHILE_WAITING_MS = 5_000;
const OTHERWISE_MS = 20_000;

/** The farm's lines, read at most this often; each reading is kept for the farm's page. */
export const queueQuery = (everyMs = WHILE_WAITING_MS) =>
  queryOptions({
    queryKey: ['queue'],
    queryFn: async () => {
      const queue = await gateway.queue();
      depthHistory.take(queue, Date.now());
      return queue;
    },
    staleTime: WHILE_WAITING_MS,
    refetchInterval: everyMs,
  });

/** The farm's lines; asked for more often while something of mine is in them. */
export function useQueue(live: readonly JobView[]) {
  const { data, refetch } = useQuery(queueQuery(live.length > 0 ? WHILE_WAITING_MS : OTHERWISE_MS));
  const running = live.filter(({ status }) => status === 'processing').length;

  // A picture of mine that starts or ends has changed what the farm does.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the numbers are what it waits for
  useEffect(() => void refetch(), [live.length, running, refetch]);
  return data;
}
