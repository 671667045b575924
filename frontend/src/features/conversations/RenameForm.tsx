import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

const LONGEST_TITLE = 200;

type RenameFormProps = {
  title: string;
  onRename: (title: string) => void;
  /** `byKey`, the focus has nowhere to be; otherwise it has gone elsewhere already. */
  onLeave: (byKey: boolean) => void;
};

/** A title being written: Enter or going away keeps it, Esc leaves the old one. */
export function RenameForm({ title, onRename, onLeave }: RenameFormProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(title);

  const finish = (byKey: boolean) => {
    const wanted = text.trim();
    if (wanted !== '' && wanted !== title) onRename(wanted);
    onLeave(byKey);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    finish(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // The sheet that this may stand in stays open.
    event.preventDefault();
    event.stopPropagation();
    onLeave(true);
  };
  return (
    <form onSubmit={onSubmit} className="min-w-0 flex-1">
      <input
        // biome-ignore lint/a11y/noAutofocus: it appears because its owner asked to write here
        autoFocus
        dir="auto"
        value={text}
        maxLength={LONGEST_TITLE}
        aria-label={t('conversations.newTitle')}
        onChange={(event) => setText(event.target.value)}
        onFocus={(event) => event.target.select()}
        onKeyDown={onKeyDown}
        onBlur={() => finish(false)}
        className="h-10 w-full rounded-xl bg-raised px-3 text-base shadow-soft sm:text-sm"
      />
    </form>
  );
}
