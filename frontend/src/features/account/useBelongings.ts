import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Belongings } from '@/shared/contract/me';
import { own } from '@/shared/http/own';

/** What this browser had before its person signed in; undefined while that is not known, null = nothing. */
export function useBelongings() {
  const { data } = useQuery({ queryKey: ['belongings'], queryFn: own.belongings, staleTime: 0 });
  return data && (hasAny(data) ? data : null);
}

const hasAny = ({ pictures, live, conversations }: Belongings) => pictures + live + conversations > 0;

/** Takes it along; what is live stays live, and everything on the page is read anew. */
export function useTakeAlong(onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: own.takeAlong,
    onSuccess: () => {
      onDone();
      void queries.invalidateQueries();
    },
  });
}
