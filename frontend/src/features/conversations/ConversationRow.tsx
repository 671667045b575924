import { Pencil, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import type { Conversation } from '@/shared/contract/chat';
import { useOffline } from '@/shared/feed/FeedContext';
import { Button } from '@/shared/ui/Button';
import { RenameForm } from './RenameForm';

type ConversationRowProps = {
  conversation: Conversation;
  /** Its pictures that wait or are being made. */
  live: number;
  onRename: (title: string) => void;
  onDelete: () => void;
};

export function ConversationRow({ conversation, live, onRename, onDelete }: ConversationRowProps) {
  const { t } = useTranslation();
  const [renaming, setRenaming] = useState(false);
  const offline = useOffline();
  const title = conversation.title || t('conversations.untitled');
  const link = useRef<HTMLAnchorElement>(null);
  const comesBack = useRef(false);

  useEffect(() => {
    if (renaming || !comesBack.current) return;
    comesBack.current = false;
    link.current?.focus();
  }, [renaming]);

  if (renaming) {
    const leave = (byKey: boolean) => {
      comesBack.current = byKey;
      setRenaming(false);
    };
    return <RenameForm title={conversation.title} onRename={onRename} onLeave={leave} />;
  }
  const name = live > 0 ? `${title}, ${t('conversations.live', { count: live })}` : title;
  return (
    <div className="group relative rounded-xl hover:bg-sunken has-[[aria-current]]:bg-sunken">
      <NavLink
        ref={link}
        to={`/chat/${conversation.id}`}
        aria-label={name}
        title={title}
        className="flex h-10 items-center gap-2 rounded-xl pr-2 pl-3 text-sm text-muted group-hover:pr-18 aria-[current]:font-medium aria-[current]:text-ink pointer-coarse:pr-18"
      >
        {/* Generated text: a title mostly is its first prompt, and searching the page should find that one only. */}
        <span
          dir="auto"
          data-title={title}
          // The direction of generated text is not that of the element.
          className="[unicode-bidi:plaintext] min-w-0 flex-1 truncate leading-10 before:content-[attr(data-title)]"
        />
        {live > 0 && <span className="size-2 shrink-0 rounded-full bg-accent" aria-hidden="true" />}
      </NavLink>
      <div className="absolute inset-y-0 right-1 flex items-center opacity-0 group-hover:opacity-100 focus-within:opacity-100 pointer-coarse:opacity-100">
        <Button
          size="smallIcon"
          aria-label={t('conversations.rename', { title })}
          title={t(offline ? 'page.offline' : 'conversations.renameShort')}
          disabled={offline}
          onClick={() => setRenaming(true)}
        >
          <Pencil className="size-4" aria-hidden="true" />
        </Button>
        <Button
          size="smallIcon"
          aria-label={t('conversations.delete', { title })}
          title={t(offline ? 'page.offline' : 'conversations.deleteShort')}
          disabled={offline}
          onClick={onDelete}
        >
          <Trash2 className="size-4" aria-hidden="true" />
        </Button>
      </div>
    </div>
  );
}
