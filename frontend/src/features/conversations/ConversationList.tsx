import { Search } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { isGone, useRemoval } from '@/features/removal/useRemoval';
import type { Conversation } from '@/shared/contract/chat';
import { useLiveJobs } from '@/shared/feed/useLiveJobs';
import { own } from '@/shared/http/own';
import { Button } from '@/shared/ui/Button';
import { useToasts } from '@/shared/ui/ToastsContext';
import { usePause } from '@/shared/ui/usePause';
import { useBin } from './BinContext';
import { ConversationRow } from './ConversationRow';
import { useConversations, useRename } from './useConversations';

const TYPING_MS = 250;

/** All my conversations, to find, name and delete. */
export function ConversationList() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const search = usePause(text.trim(), TYPING_MS);
  const { items, isPending, isError, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useConversations(search);
  const live = useLiveJobs();
  const rename = useRename();
  const remove = useDelete();
  const rows = useRef<HTMLUListElement>(null);
  const searching = useRef<HTMLInputElement>(null);

  /** Whoever deletes one goes on from the next, or the one before, or the search. */
  const goOnFrom = (index: number) => {
    const { children = [] } = rows.current ?? {};
    const row = children[index + 1] ?? children[index - 1];
    (row?.querySelector('a') ?? searching.current)?.focus();
  };

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <label className="mx-2 mt-3 flex h-9 items-center gap-2 rounded-full bg-sunken px-3 text-muted focus-within:ring-1 focus-within:ring-accent/50">
        <Search className="size-4 shrink-0" aria-hidden="true" />
        <input
          ref={searching}
          type="search"
          dir="auto"
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-label={t('conversations.search')}
          placeholder={t('conversations.search')}
          className="min-w-0 flex-1 bg-transparent text-base text-ink outline-none placeholder:text-muted sm:text-sm"
        />
      </label>
      <nav
        aria-label={t('conversations.label')}
        className="mt-2 min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pb-4"
      >
        <ul ref={rows} className="flex flex-col gap-0.5">
          {items?.map((conversation, index) => (
            <li key={conversation.id}>
              <ConversationRow
                conversation={conversation}
                live={live.filter((job) => job.conversationId === conversation.id).length}
                onRename={(title) => rename.mutate({ id: conversation.id, title })}
                onDelete={() => {
                  goOnFrom(index);
                  remove(conversation);
                }}
              />
            </li>
          ))}
        </ul>
        {items?.length === 0 && (
          <p className="px-3 py-2 text-sm text-pretty text-muted">
            {t(search ? 'conversations.noneFound' : 'conversations.none')}
          </p>
        )}
        {!items && isPending && (
          <p className="appear-late px-3 py-2 text-sm text-muted">{t('page.loading')}</p>
        )}
        {!items && isError && (
          <Button size="small" onClick={() => refetch()}>
            {t('conversations.failed')}
          </Button>
        )}
        {hasNextPage && (
          <Button
            size="small"
            className="mt-1 ml-1"
            disabled={isFetchingNextPage}
            onClick={() => fetchNextPage()}
          >
            {t('conversations.more')}
          </Button>
        )}
      </nav>
    </div>
  );
}

/** Deletes a conversation, with a way back for a moment; its pictures stay, unless they are to go, too. */
function useDelete() {
  const { t } = useTranslation();
  const bin = useBin();
  const toasts = useToasts();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { remove } = useRemoval();
  return ({ id, title }: Conversation) => {
    bin.put(id);
    const open = pathname === `/chat/${id}`;
    if (open) navigate('/chat', { state: { fresh: true } });
    const name = title || t('conversations.untitled');
    const comeBack = () => {
      bin.takeBack(id);
      if (open) navigate(`/chat/${id}`);
    };
    const withPictures = () => {
      bin.leave(id);
      void remove({
        delete: () =>
          own.deleteConversation(id).catch((problem) => {
            if (!isGone(problem)) comeBack();
            throw problem;
          }),
        follow: (gone) => {
          if (!gone) comeBack();
        },
        said: t('removal.chatGone', { title: name }),
      });
    };
    toasts.show(
      t('conversations.deleted', { title: name }),
      { label: t('page.undo'), run: comeBack },
      { more: { label: t('removal.chatWithPictures'), run: withPictures } },
    );
  };
}
