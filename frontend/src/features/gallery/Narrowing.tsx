import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useOptions } from '@/features/chat/useOptions';
import { Field } from '@/features/settings/fields';
import { Button } from '@/shared/ui/Button';
import type { Wanted } from './wanted';

type NarrowingProps = {
  wanted: Wanted;
  onWant: (pictureRequest: Partial<Wanted>) => void;
  onEverything: (() => void) | null;
};

const field =
  'h-9 w-full min-w-0 rounded-full bg-raised px-3.5 text-base text-ink shadow-soft outline-none placeholder:text-muted focus-visible:ring-1 focus-visible:ring-accent sm:text-sm';

/** Checkpoint, seed and days. */
export function Narrowing({ wanted, onWant, onEverything }: NarrowingProps) {
  const { t } = useTranslation();
  const checkpoints = useOptions()?.checkpoints ?? [];
  return (
    <div className="grid grid-cols-2 items-end gap-3 pb-5 sm:grid-cols-[repeat(4,minmax(0,11rem))_auto]">
      <Field label={t('settings.checkpoint')}>
        <select
          value={wanted.checkpoint}
          onChange={({ target }) => onWant({ checkpoint: target.value })}
          className={field}
        >
          <option value="">{t('gallery.any')}</option>
          {checkpoints.map((checkpoint) => (
            <option key={checkpoint}>{checkpoint}</option>
          ))}
        </select>
      </Field>
      <Field label={t('settings.seed')}>
        <input
          inputMode="numeric"
          value={wanted.seed}
          placeholder={t('gallery.any')}
          onChange={({ target }) => onWant({ seed: target.value })}
          className={field}
        />
      </Field>
      <Field label={t('gallery.from')}>
        <input
          type="date"
          value={wanted.from}
          max={wanted.to || undefined}
          onChange={({ target }) => onWant({ from: target.value })}
          className={field}
        />
      </Field>
      <Field label={t('gallery.to')}>
        <input
          type="date"
          value={wanted.to}
          min={wanted.from || undefined}
          onChange={({ target }) => onWant({ to: target.value })}
          className={field}
        />
      </Field>
      {onEverything && (
        <Button className="justify-self-start" onClick={onEverything}>
          <X className="size-4" aria-hidden="true" />
          {t('gallery.everything')}
        </Button>
      )}
    </div>
  );
}
