import { useEffect, useRef, useState } from 'react';
import { Navigate, useLocation, useParams } from 'react-router';
import { useBinned } from '@/features/conversations/BinContext';
import { Announcer } from './Announcer';
import { Composer } from './Composer';
import { Conversation } from './Conversation';
import { isTouchOnly } from './composerKeys';
import { DemoNote } from './DemoNote';
import { EmptyChat } from './EmptyChat';
import { Loading, Unreadable } from './Placeholder';
import { type Draft, timeline } from './timeline';
import { useMessages } from './useMessages';
import { useNewest } from './useNewest';
import { useOptions } from './useOptions';
import { useSubmissions } from './useSubmissions';

const LONGEST_PROMPT = 2_000;

/** `/chat` reopens the newest conversation, unless "New chat" led there. */
const isNewChat = (state: unknown) => typeof state === 'object' && state !== null && 'fresh' in state;

export function ChatPage() {
  const conversationId = useParams().conversationId ?? null;
  const location = useLocation();
  const wantsNewest = !isNewChat(location.state) && conversationId === null;
  const newest = useNewest(wantsNewest);
  const binned = useBinned();
  const messages = useMessages(conversationId);
  const { drafts, submit, retry, discard } = useSubmissions(conversationId, messages.data);
  const options = useOptions();
  const [text, setText] = useState('');
  const input = useRef<HTMLTextAreaElement>(null);
  const { key: visit } = location;

  // biome-ignore lint/correctness/useExhaustiveDependencies: each visit begins in the composer
  useEffect(() => {
    // On a phone this would open the keyboard over the pictures.
    if (!isTouchOnly()) input.current?.focus();
  }, [visit]);

  if (wantsNewest && newest.data && !binned.has(newest.data.id) && drafts.length === 0)
    return <Navigate to={`/chat/${newest.data.id}`} replace />;

  const write = (prompt: string) => {
    setText(prompt);
    input.current?.focus();
  };
  const edit = (draft: Draft) => {
    discard(draft);
    write([draft.prompt, text].filter(Boolean).join('\n'));
  };

  const reading = conversationId ? messages.isPending : wantsNewest && newest.isPending;
  const unreadable = conversationId && !messages.data ? messages.error : null;
  return (
    <>
      <Conversation
        conversationId={conversationId}
        entries={timeline(messages.data ?? [], drafts)}
        onRetry={retry}
        onEdit={edit}
        earlier={messages.hasNextPage && !messages.isFetchingNextPage ? messages.fetchNextPage : null}
      >
        {reading && <Loading />}
        {unreadable && <Unreadable problem={unreadable} onRetry={messages.refetch} />}
        {!reading && !unreadable && <EmptyChat onStarter={write} />}
      </Conversation>
      <div className="mx-auto w-full max-w-[49rem] px-3 pb-[max(0.5rem,env(safe-area-inset-bottom))] sm:px-6">
        <Composer
          text={text}
          onText={setText}
          onSubmit={submit}
          longest={options?.limits.promptCharacters ?? LONGEST_PROMPT}
          input={input}
        />
        <DemoNote options={options} />
      </div>
      <Announcer />
    </>
  );
}
