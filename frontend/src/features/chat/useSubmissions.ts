import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { LISTS } from '@/features/conversations/useConversations';
import { settle } from '@/features/settings/memory';
import type { Message } from '@/shared/contract/chat';
import type { Wish } from '@/shared/contract/wish';
import { useFeed } from '@/shared/feed/FeedContext';
import { gateway } from '@/shared/http/gateway';
import { Problem } from '@/shared/http/Problem';
import { randomUuid } from '@/shared/text/uuid';
import { type Draft, stillNeeded } from './timeline';
import { append, startEmpty } from './useMessages';
import { NEWEST } from './useNewest';

const TITLE_LENGTH = 60;

const titleOf = (prompt: string) => [...prompt.replace(/\s+/g, ' ')].slice(0, TITLE_LENGTH).join('');

/**
 * Prompts on their way: shown at once, sent one after the other in the order in which they were written, and kept
 * with their reason when they could not be sent.
 */
export function useSubmissions(conversationId: string | null, messages: readonly Message[] | undefined) {
  const [drafts, setDrafts] = useState<Draft[]>([]);
  const line = useRef<Promise<void>>(Promise.resolve());
  const opening = useRef<Promise<string> | null>(null);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { jobs } = useFeed();

  useEffect(() => {
    if (messages) setDrafts((held) => stillNeeded(held, messages));
  }, [messages]);

  useEffect(() => {
    if (conversationId) opening.current = null;
  }, [conversationId]);

  const change = useCallback((key: string, fields: Partial<Draft>) => {
    setDrafts((held) => held.map((draft) => (draft.key === key ? { ...draft, ...fields } : draft)));
  }, []);

  /** The conversation of a new chat: made once, whatever the number of prompts that wait for it. */
  const open = useCallback(
    (prompt: string) => {
      opening.current ??= gateway.createConversation(titleOf(prompt)).then(
        (conversation) => {
          const { id } = conversation;
          startEmpty(queries, id);
          settle(id);
          queries.setQueryData(NEWEST, conversation);
          void queries.invalidateQueries({ queryKey: LISTS });
          setDrafts((held) =>
            held.map((draft) => ({ ...draft, conversationId: draft.conversationId ?? id })),
          );
          navigate(`/chat/${id}`, { replace: true });
          return id;
        },
        (problem) => {
          opening.current = null;
          throw problem;
        },
      );
      return opening.current;
    },
    [navigate, queries],
  );

  const send = useCallback(
    (draft: Draft) => {
      const home = draft.conversationId ? Promise.resolve(draft.conversationId) : open(draft.wish.prompt);
      const deliver = async () => {
        try {
          const id = await home;
          const accepted = await gateway.submit(id, draft.wish, draft.key);
          jobs.introduce(accepted.botMessage.jobs);
          change(draft.key, { accepted });
          await append(queries, id, [accepted.userMessage, accepted.botMessage]);
        } catch (problem) {
          change(draft.key, { problem: problem instanceof Problem ? problem : Problem.unreadable() });
        }
      };
      home.catch(() => {});
      line.current = line.current.then(deliver);
    },
    [open, change, jobs, queries],
  );

  const submit = useCallback(
    (wish: Wish) => {
      const draft = { key: randomUuid(), conversationId, wish, problem: null, accepted: null };
      setDrafts((held) => [...held, draft]);
      send(draft);
    },
    [conversationId, send],
  );

  const retry = useCallback(
    (draft: Draft) => {
      change(draft.key, { problem: null });
      send({ ...draft, problem: null });
    },
    [change, send],
  );

  const discard = useCallback((draft: Draft) => {
    setDrafts((held) => held.filter(({ key }) => key !== draft.key));
  }, []);

  const here = useMemo(
    () => drafts.filter((draft) => draft.conversationId === conversationId),
    [drafts, conversationId],
  );
  return {
    drafts: here,
    submit,
    retry,
    discard,
  };
}
