import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Worker } from '@/shared/contract/worker';
import { gateway } from '@/shared/http/gateway';
import { Problem } from '@/shared/http/Problem';

const EVERY_MS = 3_000;
/** Several heartbeats: what no sign has shown by then may be ordered once more. */
const TOLD_FOR_MS = 10_000;
const WORKERS = ['workers'] as const;

const isLocked = (problem: unknown) =>
  problem instanceof Problem && problem.status === 401 && problem.isRefusal;

/** The workers, for whoever holds the operator's session; `locked` for everybody else. */
export function useWorkers() {
  const { data, error, isPending } = useQuery({
    queryKey: WORKERS,
    queryFn: gateway.workers,
    staleTime: 0,
    // Whoever is not let in need not ask again until the door has opened.
    refetchInterval: (query) => (isLocked(query.state.error) ? false : EVERY_MS),
  });
  const locked = isLocked(error);
  return { workers: locked ? undefined : data?.items, locked, isPending, failed: Boolean(error) && !locked };
}

/** Trades the token for the session's cookie. */
export function useOperatorDoor() {
  const queries = useQueryClient();
  const again = () => queries.resetQueries({ queryKey: WORKERS });
  const enter = useMutation({ mutationFn: gateway.openOperatorSession, onSuccess: again });
  const leave = useMutation({ mutationFn: gateway.closeOperatorSession, onSuccess: again });
  return { enter, leave };
}

/** Lets a worker take nothing new, or take jobs again; its next heartbeat shows it. */
export function useOrder({ id, state }: Pick<Worker, 'id' | 'state'>) {
  const queries = useQueryClient();
  const order = state === 'draining' ? ('resume' as const) : ('drain' as const);
  const { mutate, reset, isPending, isSuccess, isError, submittedAt } = useMutation({
    mutationFn: (pictureRequest: 'drain' | 'resume') => gateway.order(id, pictureRequest),
    onSettled: () => queries.invalidateQueries({ queryKey: WORKERS }),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order to give means that the last one was seen
  useEffect(() => reset(), [reset, order]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each order has its own time
  useEffect(() => {
    if (!isSuccess) return;
    const timer = setTimeout(reset, TOLD_FOR_MS);
    return () => clearTimeout(timer);
  }, [reset, isSuccess, submittedAt]);

  // The answer shows the worker as it was: until a heartbeat says otherwise, the order is on its way.
  const onItsWay = isPending || isSuccess;
  return { order, give: () => mutate(order), onItsWay, failed: isError };
}
