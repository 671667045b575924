import { ArrowUp } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, type RefObject, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/Button';
import { isTouchOnly, sends } from './composerKeys';

type ComposerProps = {
  text: string;
  onText: (text: string) => void;
  onSubmit: (prompt: string) => void;
  /** The longest prompt that the gateway takes, in characters. */
  longest: number;
  input: RefObject<HTMLTextAreaElement | null>;
};

const COUNT_FROM = 200;

export function Composer({ text, onText, onSubmit, longest, input }: ComposerProps) {
  const { t } = useTranslation();
  const hintId = useId();
  const prompt = text.trim();
  const left = longest - [...prompt].length;
  const obstacle =
    prompt === '' ? t('composer.empty') : left < 0 ? t('composer.tooLong', { over: -left }) : null;
  const hint = left < 0 ? obstacle : left < COUNT_FROM ? t('composer.left', { left }) : null;

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!obstacle) {
      onSubmit(prompt);
      onText('');
    }
    input.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // 229: Safari ends a composition before it tells of the Enter that ended it.
    const composing = event.nativeEvent.isComposing || event.keyCode === 229;
    if (!sends({ ...facts(event), composing, touchOnly: isTouchOnly() })) return;
    event.preventDefault();
    submit();
  };

  return (
    <form
      onSubmit={submit}
      className="flex items-end gap-2 rounded-[1.75rem] bg-raised p-2 pl-5 shadow-deep transition-shadow focus-within:ring-1 focus-within:ring-accent/35"
    >
      <div className="min-w-0 flex-1 py-2">
        <textarea
          ref={input}
          data-testid="prompt-input"
          rows={1}
          value={text}
          aria-label={t('composer.label')}
          aria-describedby={hint ? hintId : undefined}
          aria-invalid={left < 0 || undefined}
          placeholder={t('composer.placeholder')}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={onKeyDown}
          enterKeyHint={isTouchOnly() ? 'enter' : 'send'}
          className="block field-sizing-content max-h-[35svh] w-full resize-none bg-transparent text-base leading-6 outline-none placeholder:text-muted"
        />
        {hint && (
          <p id={hintId} className={`pt-1 text-xs tabular-nums ${left < 0 ? 'text-danger' : 'text-muted'}`}>
            {hint}
          </p>
        )}
      </div>
      <Button
        type="submit"
        tone="accent"
        size="icon"
        data-testid="submit-button"
        disabled={obstacle !== null}
        aria-label={t('composer.submit')}
        title={obstacle ?? t('composer.submit')}
      >
        <ArrowUp className="size-5" aria-hidden="true" />
      </Button>
    </form>
  );
}

const facts = ({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent) => ({ key, shiftKey, ctrlKey, metaKey });
