import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { JobView } from '@/shared/contract/job';
import { gateway } from '@/shared/http/gateway';

const WHILE_WAITING_MS = 5_000;
const OTHERWISE_MS = 20_000;

/** The farm's lines; asked for more often while something of mine is in them. */
export function useQueue(live: readonly JobView[]) {
  const { data, refetch } = useQuery({
    queryKey: ['queue'],
    queryFn: gateway.queue,
    staleTime: WHILE_WAITING_MS,
    refetchInterval: live.length > 0 ? WHILE_WAITING_MS : OTHERWISE_MS,
  });
  const running = live.filter(({ status }) => status === 'processing').length;

  // A picture of mine that starts or ends has changed what the farm does.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the numbers are what it waits for
  useEffect(() => void refetch(), [live.length, running, refetch]);
  return data;
}
