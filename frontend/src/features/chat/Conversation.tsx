import { ArrowDown } from 'lucide-react';
import { type ReactNode, useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/Button';
import { DraftTurn } from './DraftTurn';
import { MessageTurn } from './MessageTurn';
import type { Draft, Entry } from './timeline';
import { useEarlier } from './useEarlier';
import { useHeldMessage } from './useHeldMessage';
import { useLinkedMessage } from './useLinkedMessage';
import { useLongList } from './useLongList';
import { useStickToBottom } from './useStickToBottom';

type ConversationProps = {
  conversationId: string | null;
  entries: readonly Entry[];
  onRetry: (draft: Draft) => void;
  onEdit: (draft: Draft) => void;
  earlier: (() => void) | null;
  /** Stands in for the messages while there are none to show. */
  children: ReactNode;
};

/** The scrolling part of the page. */
export function Conversation({
  conversationId,
  entries,
  onRetry,
  onEdit,
  earlier,
  children,
}: ConversationProps) {
  const { t } = useTranslation();
  const { scroller, content, onScroll, away, toEnd, stay } = useStickToBottom();
  const readOn = useEarlier(scroller, earlier);
  const { shown, measure, before, after, goTo } = useLongList(entries, scroller);
  const { hold, letGo, holds } = useHeldMessage(entries, { scroller, content }, goTo);
  const newestDraft = entries.findLast(({ kind }) => kind === 'draft')?.key;

  const toLatest = useCallback(() => {
    letGo();
    toEnd();
  }, [letGo, toEnd]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation, or a prompt of one's own, is shown from its end
  useEffect(toLatest, [toLatest, conversationId, newestDraft]);
  const linked = useLinkedMessage(entries, earlier, (index, key) => {
    hold(key);
    goTo(index);
    stay();
  });

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        onScroll={() => {
          if (holds()) stay();
          else onScroll();
          readOn();
        }}
        className="scroll-fade h-full [overflow-anchor:none] overflow-y-auto overscroll-contain px-4 sm:px-6"
      >
        <div ref={content} className="relative mx-auto flex min-h-full w-full max-w-[46rem] flex-col">
          {entries.length === 0 ? (
            children
          ) : (
            <>
              <h1 className="sr-only">{t('messages.label')}</h1>
              {earlier && (
                <Button
                  tone="soft"
                  size="small"
                  className="absolute inset-x-0 top-4 mx-auto w-fit"
                  onClick={earlier}
                >
                  {t('messages.earlier')}
                </Button>
              )}
              <ol
                aria-label={t('messages.label')}
                style={{ paddingTop: before, paddingBottom: after }}
                className="mt-auto mb-8 flex flex-col gap-6"
              >
                {shown.map(({ entry, index }) => (
                  <li
                    key={entry.key}
                    ref={measure}
                    data-index={index}
                    data-linked={entry.key === linked || undefined}
                    aria-setsize={entries.length}
                    aria-posinset={index + 1}
                    className="linked flex flex-col gap-6"
                  >
                    {entry.kind === 'message' ? (
                      <MessageTurn message={entry.message} conversationId={conversationId} />
                    ) : (
                      <DraftTurn draft={entry.draft} onRetry={onRetry} onEdit={onEdit} />
                    )}
                  </li>
                ))}
              </ol>
            </>
          )}
        </div>
      </div>
      {away && (
        <Button
          tone="soft"
          size="small"
          className="appear absolute inset-x-0 bottom-3 mx-auto w-fit shadow-deep"
          onClick={toLatest}
        >
          <ArrowDown className="size-3.5" aria-hidden="true" />
          {t('messages.latest')}
        </Button>
      )}
    </div>
  );
}
