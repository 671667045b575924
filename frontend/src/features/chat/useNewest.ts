import { useQuery } from '@tanstack/react-query';
import { gateway } from '@/shared/http/gateway';

export const NEWEST = ['conversations', 'newest'] as const;

/** The conversation to reopen; null when there is none yet. */
export function useNewest(enabled: boolean) {
  return useQuery({ queryKey: NEWEST, queryFn: gateway.newestConversation, enabled });
}
