import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Navigate, useLocation, useParams } from 'react-router';
import { useBinned } from '@/features/conversations/BinContext';
import { offersInit } from '@/features/init/offers';
import { useInitPicture } from '@/features/init/useInitPicture';
import { PictureActionsProvider } from '@/features/lightbox/PictureActions';
import { LineStrip } from '@/features/line/LineStrip';
import { fitting } from '@/features/settings/fitting';
import { useSettings } from '@/features/settings/useSettings';
import { useOffline } from '@/shared/feed/FeedContext';
import { Announcer } from './Announcer';
import { Composer } from './Composer';
import { Conversation } from './Conversation';
import { isTouchOnly } from './composerKeys';
import { DemoNote } from './DemoNote';
import { EmptyChat } from './EmptyChat';
import { PicturesOf } from './PicturesOf';
import { Loading, Unreadable } from './Placeholder';
import { promptsOf } from './promptHistory';
import { Quote } from './Quote';
import { type Draft, timeline } from './timeline';
import { useBrought } from './useBrought';
import { useChatActions } from './useChatActions';
import { useMessages } from './useMessages';
import { useNewest } from './useNewest';
import { useOptions } from './useOptions';
import { useSubmissions } from './useSubmissions';
import { useUnsentText } from './useUnsentText';

const PromptSheet = lazy(() => import('./PromptSheet'));

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
  const [text, setText] = useUnsentText();
  const [settings, choose] = useSettings(conversationId);
  const input = useRef<HTMLTextAreaElement>(null);
  const { key: visit } = location;
  const [large, setLarge] = useState<string | null>(null);
  const [remembering, setRemembering] = useState(false);
  const offline = useOffline();

  // biome-ignore lint/correctness/useExhaustiveDependencies: each visit begins in the composer
  useEffect(() => {
    // On a phone this would open the keyboard over the pictures.
    if (!isTouchOnly()) input.current?.focus();
  }, [visit]);

  const write = useCallback(
    (prompt: string) => {
      setText(prompt);
      // Once a window that stood before the composer has closed and given the focus back.
      setTimeout(() => input.current?.focus());
    },
    [setText],
  );
  const init = useInitPicture(conversationId, choose, options);
  const canBegin = options !== undefined && offersInit(options);
  const actions = useChatActions({
    onOpen: setLarge,
    choose,
    write,
    submit,
    begin: canBegin ? init.take : null,
  });
  useBrought(write, choose);

  const entries = useMemo(() => timeline(messages.data ?? [], drafts), [messages.data, drafts]);
  const history = useMemo(() => promptsOf(entries), [entries]);

  const reopened = wantsNewest && drafts.length === 0 && newest.data;
  const reopens = reopened && !binned.has(reopened.id);
  // What is remembered may have been deleted, or overtaken by another one: it waits for what is being read.
  if (reopens && !newest.isFetching) return <Navigate to={`/chat/${reopened.id}`} replace />;

  const edit = (draft: Draft) => {
    discard(draft);
    write([draft.pictureRequest.prompt, text].filter(Boolean).join('\n'));
  };

  const make = (prompt: string) => submit({ prompt, ...(options ? fitting(settings, options) : settings) });

  const reading = conversationId ? messages.isPending : wantsNewest && (newest.isPending || Boolean(reopens));
  const unreadable = conversationId && !messages.data ? messages.error : null;
  return (
    <PictureActionsProvider value={actions}>
      <Conversation
        conversationId={conversationId}
        entries={entries}
        onRetry={retry}
        onEdit={edit}
        earlier={messages.hasNextPage && !messages.isFetchingNextPage ? messages.fetchNextPage : null}
      >
        {reading && <Loading />}
        {unreadable && <Unreadable problem={unreadable} onRetry={messages.refetch} />}
        {!reading && !unreadable && <EmptyChat onStarter={write} />}
      </Conversation>
      <div className="mx-auto w-full max-w-[49rem] px-3 pb-[max(0.5rem,env(safe-area-inset-bottom))] sm:px-6">
        <LineStrip />
        <Composer
          text={text}
          onText={setText}
          onSubmit={make}
          longest={options?.limits.promptCharacters ?? LONGEST_PROMPT}
          input={input}
          history={history}
          settings={settings}
          quote={<Quote settings={settings} />}
          onSettings={choose}
          options={options}
          init={init}
          offline={offline}
          onHistory={() => setRemembering(true)}
        />
        <DemoNote options={options} />
      </div>
      <Announcer />
      {remembering && (
        <Suspense>
          <PromptSheet onChoose={write} onClose={() => setRemembering(false)} />
        </Suspense>
      )}
      {large && <PicturesOf entries={entries} at={large} onAt={setLarge} onClose={() => setLarge(null)} />}
    </PictureActionsProvider>
  );
}
