import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queueQuery } from '@/features/line/useQueue';
import { gateway } from '@/shared/http/gateway';
import { AUDIT } from './useEverybodysJobs';

const PAUSES = ['pauses'] as const;

/** What pauses, and which lanes could. */
export function usePauses() {
  const { data } = useQuery({ queryKey: PAUSES, queryFn: gateway.pauses, staleTime: 0, retry: false });
  const { data: queue } = useQuery(queueQuery());
  return { pauses: data?.items, lanes: queue?.lanes.map(({ lane }) => lane) ?? [] };
}

/** Lets something pause with a sentence, or go on without one; everybody is told with the next reading of the line. */
export function useChangePause() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ lane, sentence }: { lane: string; sentence: string | null }) =>
      sentence === null ? gateway.resume(lane) : gateway.pause(lane, sentence),
    onSettled: () =>
      Promise.all([PAUSES, ['queue'], [AUDIT]].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}
