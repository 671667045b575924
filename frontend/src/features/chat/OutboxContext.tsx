import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import { LISTS } from '@/features/conversations/useConversations';
import { settle } from '@/features/settings/memory';
import type { Feed } from '@/shared/feed/Feed';
import { useFeed } from '@/shared/feed/FeedContext';
import type { JobStore } from '@/shared/feed/JobStore';
import { gateway } from '@/shared/http/gateway';
import { Outbox, type Post } from './Outbox';
import { answerOtherTabs, heldByOtherTabs } from './otherTabs';
import { tabShelf } from './shelf';
import type { Draft } from './timeline';
import { append, startEmpty } from './useMessages';
import { NEWEST } from './useNewest';

const TITLE_LENGTH = 60;

const titleOf = (prompt: string) => [...prompt.replace(/\s+/g, ' ')].slice(0, TITLE_LENGTH).join('');

const OutboxContext = createContext<Outbox | null>(null);

/** One outbox for the whole app: what is on its way does not depend on which page is looked at. */
export function OutboxProvider({ children }: { children: ReactNode }) {
  const feed = useFeed();
  const queries = useQueryClient();
  const [outbox] = useState(() => new Outbox(postOf(feed.jobs, queries), tabShelf));
  useEffect(() => claim(outbox, feed), [outbox, feed]);
  return <OutboxContext value={outbox}>{children}</OutboxContext>;
}

/** Sends what the page before has left, once no other tab says that it is theirs; returns how to stop. */
function claim(outbox: Outbox, feed: Feed): () => void {
  const keys = () => outbox.drafts.map(({ key }) => key);
  let stop = () => {};
  let over = false;
  void heldByOtherTabs(keys()).then((theirs) => {
    if (over) return;
    outbox.leaveToOthers(theirs);
    const stops = [
      answerOtherTabs(keys),
      outbox.resume(),
      feed.watchConnection(
        () => (feed.connection === 'live' || feed.connection === 'polled') && outbox.reconnected(),
      ),
    ];
    stop = () => {
      for (const each of stops) each();
    };
  });
  return () => {
    over = true;
    stop();
  };
}

export function useOutbox(): Outbox {
  const outbox = useContext(OutboxContext);
  if (!outbox) throw new Error('useOutbox needs an OutboxProvider above it');
  return outbox;
}

/** All that is on its way, over all conversations. */
export function useDrafts(): readonly Draft[] {
  const outbox = useOutbox();
  const watch = useCallback((onChange: () => void) => outbox.watch(onChange), [outbox]);
  return useSyncExternalStore(watch, () => outbox.drafts);
}

/** The newest conversation of this title if nothing stands in it: as good as a new one, and mostly the one meant. */
async function unused(title: string) {
  const { items } = await gateway.conversations('', null);
  const newest = items.find((each) => each.title.trim() === title.trim());
  const messages = newest && (await gateway.messages(newest.id, null));
  return messages?.items.length === 0 ? newest : null;
}

const postOf = (jobs: JobStore, queries: QueryClient): Post => ({
  open: async ({ key, pictureRequest }, again) => {
    const title = titleOf(pictureRequest.prompt);
    const conversation = (again && (await unused(title))) || (await gateway.createConversation(title, key));
    startEmpty(queries, conversation.id);
    settle(conversation.id);
    queries.setQueryData(NEWEST, conversation);
    void queries.invalidateQueries({ queryKey: LISTS });
    return conversation.id;
  },
  deliver: async (conversationId, { pictureRequest, key }) => {
    const accepted = await gateway.submit(conversationId, pictureRequest, key);
    jobs.introduce(accepted.botMessage.jobs);
    return accepted;
  },
  show: (conversationId, { userMessage, botMessage }) =>
    append(queries, conversationId, [userMessage, botMessage]),
});
