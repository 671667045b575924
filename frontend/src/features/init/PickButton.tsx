import { ImagePlus } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/Button';
import type { Transferred } from './transferred';

type PickButtonProps = { onPick: (picture: Transferred) => void; className?: string };

/** Picks a picture from the device to begin from. */
export function PickButton({ onPick, className }: PickButtonProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        size="icon"
        aria-label={t('init.pick')}
        title={t('init.pickHint')}
        className={className}
        onClick={() => input.current?.click()}
      >
        <ImagePlus className="size-5" aria-hidden="true" />
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        data-testid="init-file"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          // The same file may be picked again.
          target.value = '';
          if (file) onPick({ kind: 'file', file });
        }}
      />
    </>
  );
}
