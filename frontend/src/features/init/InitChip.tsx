import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Options } from '@/shared/contract/options';
import type { Settings } from '@/shared/contract/pictureRequest';
import { percent } from '@/shared/text/percent';
import { Button } from '@/shared/ui/Button';
import { InitThumb } from './InitThumb';
import type { InitPicture } from './useInitPicture';

const STEP = 0.05;

type InitChipProps = {
  init: InitPicture;
  settings: Settings;
  onSettings: (settings: Settings) => void;
  options: Options | undefined;
};

/** Above the prompt: what the next picture begins from, how far it may go from there, and the way back. */
export function InitChip({ init, settings, onSettings, options }: InitChipProps) {
  const { t, i18n } = useTranslation();
  const { initImageId, denoisingStrength } = settings;
  if (!init.sending && !initImageId) return null;
  const look = 'size-14 shrink-0 rounded-xl object-cover';
  const strength = denoisingStrength ?? options?.defaults.denoisingStrength;
  return (
    <div data-testid="init-picture" className="flex items-center gap-3 px-3 pt-3">
      {init.sending ? (
        <img src={init.sending} alt="" className={`${look} opacity-60`} />
      ) : (
        initImageId && <InitThumb id={initImageId} alt={t('init.alt')} className={look} />
      )}
      {init.sending ? (
        <p role="status" className="min-w-0 flex-1 text-[0.8125rem] text-muted">
          {t('init.sending')}
        </p>
      ) : strength === undefined ? (
        // What the farm takes where nothing is said is not known yet.
        <p className="min-w-0 flex-1 truncate text-[0.8125rem] text-muted">{t('init.strength')}</p>
      ) : (
        <label className="min-w-0 flex-1 text-[0.8125rem]">
          <span className="flex justify-between gap-2">
            <span className="truncate text-muted">{t('init.strength')}</span>
            <span className="tabular-nums">{percent(strength, i18n.language)}</span>
          </span>
          <input
            type="range"
            min={STEP}
            max={1}
            step={STEP}
            value={strength}
            title={t('init.strengthHint')}
            onChange={({ target }) =>
              onSettings({ ...settings, denoisingStrength: Math.round(target.valueAsNumber * 100) / 100 })
            }
            className="h-6 w-full accent-accent"
          />
        </label>
      )}
      <Button size="smallIcon" aria-label={t('init.remove')} title={t('init.remove')} onClick={init.clear}>
        <X className="size-4" aria-hidden="true" />
      </Button>
    </div>
  );
}
