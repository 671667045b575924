import { useQuery } from '@tanstack/react-query';
import { gateway } from '@/shared/http/gateway';

const A_MINUTE = 60_000;

/** What the farm offers now; engines come and go with its workers. */
export function useOptions() {
  return useQuery({
    queryKey: ['options'],
    queryFn: gateway.options,
    staleTime: A_MINUTE,
    refetchInterval: A_MINUTE,
  }).data;
}
