import { RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Options } from '@/shared/contract/options';
import type { Settings } from '@/shared/contract/pictureRequest';
import { Button } from '@/shared/ui/Button';
import { Choice, Field, NumberField, Slider } from './fields';
import { LoraPicker } from './LoraPicker';
import { SizePicker } from './SizePicker';

type SettingsPanelProps = {
  settings: Settings;
  onSettings: (settings: Settings) => void;
  options: Options;
};

/** Everything that can be asked for besides the prompt, within what the farm serves. */
export default function SettingsPanel({ settings, onSettings, options }: SettingsPanelProps) {
  const { t } = useTranslation();
  const { limits, defaults, samplers, schedulers, checkpoints } = options;
  const change = (fields: Partial<Settings>) => onSettings({ ...settings, ...fields });
  const chosen = Object.values(settings).some((value) => value !== undefined);

  return (
    <fieldset className="max-h-[min(32rem,55svh)] overflow-y-auto overscroll-contain px-5 pt-4 pb-2">
      <legend className="sr-only">{t('settings.label')}</legend>
      <div className="grid grid-cols-2 gap-x-5 gap-y-4 sm:grid-cols-4">
        <SizePicker
          size={{ width: settings.width ?? defaults.width, height: settings.height ?? defaults.height }}
          onSize={change}
          limits={limits}
        />
        <Slider
          label={t('settings.count')}
          value={settings.count ?? 1}
          range={limits.count}
          onValue={(count) => change({ count })}
        />
        <Slider
          label={t('settings.steps')}
          value={settings.steps ?? defaults.steps}
          range={limits.steps}
          onValue={(steps) => change({ steps })}
        />
        <Slider
          label={t('settings.cfg')}
          hint={t('settings.cfgHint')}
          value={settings.cfgScale ?? defaults.cfgScale}
          range={{ ...limits.cfgScale, step: 0.5 }}
          onValue={(cfgScale) => change({ cfgScale })}
        />
        <NumberField
          label={t('settings.seed')}
          value={settings.seed}
          range={limits.seed}
          placeholder={t('settings.seedDrawn')}
          onValue={(seed) => change({ seed })}
        />
        {checkpoints.length > 0 && (
          <Choice
            label={t('settings.checkpoint')}
            value={settings.checkpoint}
            words={checkpoints}
            free={t('settings.anyCheckpoint')}
            onValue={(checkpoint) => change({ checkpoint })}
          />
        )}
        <Choice
          label={t('settings.sampler')}
          value={settings.sampler ?? defaults.sampler}
          words={samplers}
          onValue={(sampler) => change({ sampler })}
        />
        <Choice
          label={t('settings.scheduler')}
          value={settings.scheduler ?? defaults.scheduler}
          words={schedulers}
          onValue={(scheduler) => change({ scheduler })}
        />
        <LoraPicker chosen={settings.loras ?? []} onChoose={(loras) => change({ loras })} options={options} />
        <Field label={t('settings.negative')} className="col-span-full">
          <textarea
            dir="auto"
            rows={1}
            value={settings.negativePrompt ?? ''}
            maxLength={limits.negativePromptCharacters}
            placeholder={t('settings.negativeHint')}
            onChange={(event) => change({ negativePrompt: event.target.value || undefined })}
            className="field-sizing-content max-h-24 min-h-9 w-full resize-none rounded-xl bg-sunken px-3 py-1.5 text-base leading-6 placeholder:text-muted sm:text-sm sm:leading-6"
          />
        </Field>
      </div>
      {chosen && (
        <Button size="small" className="mt-2 -ml-2.5" onClick={() => onSettings({})}>
          <RotateCcw className="size-3.5" aria-hidden="true" />
          {t('settings.reset')}
        </Button>
      )}
    </fieldset>
  );
}
