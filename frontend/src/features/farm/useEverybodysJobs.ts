import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { gateway } from '@/shared/http/gateway';

const EVERYBODYS_JOBS = 'everybodys-jobs';
export const AUDIT = 'audit';

/** What is said of those who wait is true for a moment. */
const READ_AGAIN_MS = 10_000;

/** What an operator looks for; what is empty narrows nothing. */
export type Sought = { q: string; owner: string; address: string; lane: string; status: string };

export function useEverybodysJobs(sought: Sought) {
  const query = useInfiniteQuery({
    queryKey: [EVERYBODYS_JOBS, sought],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => gateway.everybodysJobs(sought, pageParam),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: sought.status === 'live' && READ_AGAIN_MS,
    retry: false,
  });
  return { ...query, found: query.data?.pages.flatMap((page) => page.items) };
}

/** Something that an operator does, after which the lists are read again. */
export function useAct<T>() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (act: () => Promise<T>) => act(),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: [EVERYBODYS_JOBS] }),
        queries.invalidateQueries({ queryKey: [AUDIT] }),
      ]),
  });
}
