import { useQuery } from '@tanstack/react-query';
import { gateway } from '@/shared/http/gateway';

const A_MINUTE = 60_000;
const WHILE_NONE_MS = 3_000;

/** What the farm offers now; engines come and go with its workers. */
export function useOptions() {
  return useQuery({
    queryKey: ['options'],
    queryFn: gateway.options,
    staleTime: A_MINUTE,
    // A farm that has just started has no engine yet: what it offers is about to change.
    refetchInterval: ({ state }) => (state.data?.engines.length ? A_MINUTE : WHILE_NONE_MS),
  }).data;
}
