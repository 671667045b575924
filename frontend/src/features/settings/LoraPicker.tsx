import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Options } from '@/shared/contract/options';
import type { Lora } from '@/shared/contract/pictureRequest';
import { Button } from '@/shared/ui/Button';
import { Choice, Slider } from './fields';

const WEIGHT_STEP = 0.05;

type LoraPickerProps = {
  chosen: readonly Lora[];
  onChoose: (loras: Lora[] | undefined) => void;
  options: Options;
};

/** What is laid over the checkpoint, each with its weight; nothing where the farm has none. */
export function LoraPicker({ chosen, onChoose, options }: LoraPickerProps) {
  const { t } = useTranslation();
  const { loras, limits, defaults } = options;
  const free = loras.filter((name) => chosen.every((each) => each.name !== name));
  const choose = (next: Lora[]) => onChoose(next.length > 0 ? next : undefined);
  if (loras.length === 0) return null;
  return (
    <fieldset
      aria-label={t('settings.loras')}
      className="col-span-full grid min-w-0 gap-x-5 gap-y-2 sm:grid-cols-2"
    >
      {chosen.map(({ name, weight }) => (
        <div key={name} className="flex items-end gap-1">
          <div className="min-w-0 flex-1">
            <Slider
              label={name}
              value={weight}
              range={{ ...limits.loraWeight, step: WEIGHT_STEP }}
              onValue={(value) =>
                choose(chosen.map((each) => (each.name === name ? { name, weight: value } : each)))
              }
            />
          </div>
          <Button
            size="smallIcon"
            aria-label={t('settings.loraRemove', { name })}
            title={t('settings.loraRemove', { name })}
            onClick={() => choose(chosen.filter((each) => each.name !== name))}
          >
            <X className="size-4" aria-hidden="true" />
          </Button>
        </div>
      ))}
      {free.length > 0 && chosen.length < limits.loras.max && (
        <Choice
          label={t('settings.loras')}
          value={undefined}
          words={free}
          free={t('settings.loraAdd')}
          onValue={(name) => name && choose([...chosen, { name, weight: defaults.loraWeight }])}
        />
      )}
    </fieldset>
  );
}
