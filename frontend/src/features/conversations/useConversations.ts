import {
  type InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '@/shared/contract/chat';
import { gateway } from '@/shared/http/gateway';
import { useToasts } from '@/shared/ui/ToastsContext';
import { useBinned } from './BinContext';

type Page = { items: Conversation[]; next: string | null };
type Pages = InfiniteData<Page, string | null>;

// Begins with the word by which the feed says that the list is to be read again.
export const LISTS = ['conversations', 'list'] as const;

/** My conversations, the newest first, without those on their way out. */
export function useConversations(search: string) {
  const binned = useBinned();
  const query = useInfiniteQuery({
    queryKey: [...LISTS, search],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => gateway.conversations(search, pageParam),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const items = query.data?.pages.flatMap((page) => page.items).filter(({ id }) => !binned.has(id));
  return { ...query, items };
}

/** Gives a conversation another title: shown at once, taken back if the gateway refuses. */
export function useRename() {
  const queries = useQueryClient();
  const toasts = useToasts();
  const { t } = useTranslation();
  return useMutation({
    mutationFn: ({ id, title }: { id: string; title: string }) => gateway.renameConversation(id, title),
    onMutate: async ({ id, title }) => {
      await queries.cancelQueries({ queryKey: LISTS });
      queries.setQueriesData<Pages>({ queryKey: LISTS }, (held) => held && renamed(held, id, title));
    },
    onError: () => toasts.show(t('conversations.renameFailed')),
    onSettled: () => queries.invalidateQueries({ queryKey: LISTS }),
  });
}

const renamed = (held: Pages, id: string, title: string): Pages => ({
  ...held,
  pages: held.pages.map((page) => ({
    ...page,
    items: page.items.map((item) => (item.id === id ? { ...item, title } : item)),
  })),
});
