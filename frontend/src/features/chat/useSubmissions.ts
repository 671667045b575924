import { useCallback, useEffect, useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { Message } from '@/shared/contract/chat';
import type { PictureRequest } from '@/shared/contract/pictureRequest';
import { useDrafts, useOutbox } from './OutboxContext';
import type { Draft } from './timeline';

/** The prompts of one conversation that are on their way, and how another one gets there. */
export function useSubmissions(conversationId: string | null, messages: readonly Message[] | undefined) {
  const outbox = useOutbox();
  const drafts = useDrafts();
  const navigate = useNavigate();
  const { key: visit } = useLocation();

  useEffect(() => {
    if (messages) outbox.arrived(messages);
  }, [outbox, messages]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever went somewhere begins anew
  useEffect(() => outbox.leave(), [outbox, visit]);

  useEffect(() => {
    if (conversationId) return;
    return outbox.onOpened((id) => void navigate(`/chat/${id}`, { replace: true }));
  }, [outbox, conversationId, navigate]);

  // A new chat shows what it has become, until its address says so too.
  const here = conversationId ?? outbox.opened;
  return {
    drafts: useMemo(
      () =>
        drafts.filter((draft) => draft.conversationId === here || draft.conversationId === conversationId),
      [drafts, here, conversationId],
    ),
    submit: useCallback(
      (pictureRequest: PictureRequest) => outbox.submit(conversationId, pictureRequest),
      [outbox, conversationId],
    ),
    retry: useCallback(({ key }: Draft) => outbox.retry(key), [outbox]),
    discard: useCallback(({ key }: Draft) => outbox.discard(key), [outbox]),
  };
}
