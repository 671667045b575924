import { ArrowUp, History, SlidersHorizontal } from 'lucide-react';
import {
  type FormEvent,
  type KeyboardEvent,
  lazy,
  type ReactNode,
  type RefObject,
  Suspense,
  type SyntheticEvent,
  useId,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { InitChip } from '@/features/init/InitChip';
import { offersInit } from '@/features/init/offers';
import { PickButton } from '@/features/init/PickButton';
import { carriesPicture, pasted, type Transferred, transferred } from '@/features/init/transferred';
import type { InitPicture } from '@/features/init/useInitPicture';
import { summaryOf } from '@/features/settings/summary';
import type { Options } from '@/shared/contract/options';
import type { Settings } from '@/shared/contract/pictureRequest';
import { isInvisible } from '@/shared/text/invisible';
import { Button } from '@/shared/ui/Button';
import { isTouchOnly, sends } from './composerKeys';
import { recalled } from './promptHistory';

const SettingsPanel = lazy(() => import('@/features/settings/SettingsPanel'));

type ComposerProps = {
  text: string;
  onText: (text: string) => void;
  onSubmit: (prompt: string) => void;
  /** The longest prompt that the gateway takes, in characters. */
  longest: number;
  input: RefObject<HTMLTextAreaElement | null>;
  /** Earlier prompts, oldest first. */
  history: readonly string[];
  settings: Settings;
  onSettings: (settings: Settings) => void;
  options: Options | undefined;
  /** The picture to begin from, where the page has one. */
  init?: InitPicture;
  /** The farm cannot be asked now; what is written stays. */
  offline?: boolean;
  /** Stands under the prompt while nothing is written. */
  quote?: ReactNode;
  /** Opens the prompts of all conversations. */
  onHistory?: () => void;
};

const COUNT_FROM = 200;

export function Composer(props: ComposerProps) {
  const {
    text,
    onText,
    onSubmit,
    longest,
    input,
    history,
    settings,
    onSettings,
    options,
    init,
    offline,
    quote,
    onHistory,
  } = props;
  const { t, i18n } = useTranslation();
  const hintId = useId();
  const panelId = useId();
  const [tuning, setTuning] = useState(false);
  const recalledAt = useRef<number | null>(null);
  const prompt = isInvisible(text) ? '' : text.trim();
  const left = longest - [...prompt].length;
  const waits = prompt === '' ? null : offline ? t('page.offline') : init?.sending ? t('init.sending') : null;
  const obstacle =
    prompt === '' ? t('composer.empty') : left < 0 ? t('composer.tooLong', { count: -left }) : waits;
  const hint = left < 0 || waits ? obstacle : left < COUNT_FROM ? t('composer.left', { count: left }) : null;
  const summary = summaryOf(settings, i18n);

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!obstacle) {
      onSubmit(prompt);
      onText('');
      setTuning(false);
    }
    input.current?.focus();
  };

  const onPicture = (event: SyntheticEvent, picture: Transferred | null) => {
    if (!init || !picture) return;
    event.preventDefault();
    init.take(picture);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // 229: Safari ends a composition before it tells of the Enter that ended it.
    const composing = event.nativeEvent.isComposing || event.keyCode === 229;
    const earlier = composing ? null : recalled(history, { text, at: recalledAt.current }, event.key);
    if (earlier) {
      event.preventDefault();
      recalledAt.current = earlier.at;
      onText(earlier.text);
    } else if (sends({ ...facts(event), composing, touchOnly: isTouchOnly() })) {
      event.preventDefault();
      submit();
    }
  };

  return (
    <form
      onSubmit={submit}
      onPaste={(event) => onPicture(event, pasted(event.clipboardData, location.origin))}
      onDragOver={(event) => init && carriesPicture(event.dataTransfer) && event.preventDefault()}
      onDrop={(event) => onPicture(event, transferred(event.dataTransfer, location.origin))}
      className="rounded-[1.75rem] bg-raised shadow-deep transition-shadow focus-within:ring-1 focus-within:ring-accent/35"
    >
      <div id={panelId} hidden={!tuning}>
        {tuning && options && (
          <Suspense>
            <SettingsPanel settings={settings} onSettings={onSettings} options={options} />
          </Suspense>
        )}
      </div>
      {init && <InitChip init={init} settings={settings} onSettings={onSettings} options={options} />}
      {/* On a phone the prompt has the whole width, and its tools stand below it. */}
      <div className="flex flex-wrap items-end gap-1 p-2">
        <Button
          size="icon"
          disabled={!options}
          aria-expanded={tuning}
          aria-controls={panelId}
          aria-label={t('settings.label')}
          title={t('settings.label')}
          className={summary ? 'text-accent' : undefined}
          onClick={() => setTuning(!tuning)}
        >
          <SlidersHorizontal className="size-5" aria-hidden="true" />
        </Button>
        {onHistory && (
          <Button
            size="icon"
            aria-haspopup="dialog"
            aria-label={t('composer.history')}
            title={t('composer.history')}
            className="-ml-1.5"
            onClick={onHistory}
          >
            <History className="size-5" aria-hidden="true" />
          </Button>
        )}
        {init && options && offersInit(options) && <PickButton onPick={init.take} className="-ml-1.5" />}
        <div className="min-w-0 flex-1 py-2 pl-1 max-sm:order-first max-sm:basis-full max-sm:px-2.5">
          <textarea
            ref={input}
            data-testid="prompt-input"
            dir="auto"
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
          {summary && !tuning && (
            <p className="truncate pt-0.5 text-xs leading-5 text-muted tabular-nums">{summary}</p>
          )}
          {text === '' && !offline && quote}
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
          className="ml-auto"
          data-testid="submit-button"
          disabled={obstacle !== null}
          aria-label={t('composer.submit')}
          title={obstacle ?? t('composer.submit')}
        >
          <ArrowUp className="size-5" aria-hidden="true" />
        </Button>
      </div>
    </form>
  );
}

const facts = ({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent) => ({ key, shiftKey, ctrlKey, metaKey });
