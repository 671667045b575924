import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Options } from '@/shared/contract/options';
import { ASPECTS, presetOf, ratioOf, SIDES, type Size, sizeOf } from './sizes';

type SizePickerProps = { size: Size; onSize: (size: Size) => void; limits: Options['limits'] };

const SIDE_NAMES = ['small', 'medium', 'large'] as const;

const chip =
  'flex h-9 cursor-pointer items-center gap-2 rounded-full bg-sunken px-3 text-[0.8125rem] text-muted tabular-nums has-checked:bg-accent-soft has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent';

/** The shape of the picture first, then how large. */
export function SizePicker({ size, onSize, limits }: SizePickerProps) {
  const { t } = useTranslation();
  const group = useId();
  const preset = presetOf(size, limits);
  const side = preset?.side ?? SIDES[0];
  return (
    <div className="col-span-full">
      <p className="flex justify-between pb-1 text-[0.8125rem]">
        <span className="text-muted">{t('settings.size')}</span>
        <span className="tabular-nums">{`${size.width} × ${size.height}`}</span>
      </p>
      <div className="flex flex-wrap gap-x-4 gap-y-2">
        <div role="radiogroup" aria-label={t('settings.aspect')} className="flex flex-wrap gap-1.5">
          {ASPECTS.map((aspect) => (
            <label key={aspect} className={chip}>
              <input
                type="radio"
                name={`${group}-aspect`}
                className="sr-only"
                checked={preset?.aspect === aspect}
                onChange={() => onSize(sizeOf(aspect, side, limits))}
              />
              <Shape ratio={ratioOf(aspect)} />
              {aspect}
            </label>
          ))}
        </div>
        <div role="radiogroup" aria-label={t('settings.area')} className="flex gap-1.5">
          {SIDES.map((wanted, index) => (
            <label key={wanted} className={chip} title={`${wanted} × ${wanted}`}>
              <input
                type="radio"
                name={`${group}-side`}
                className="sr-only"
                checked={preset?.side === wanted}
                onChange={() => onSize(sizeOf(preset?.aspect ?? '1:1', wanted, limits))}
              />
              {t(`settings.sides.${SIDE_NAMES[index] ?? 'small'}`)}
            </label>
          ))}
        </div>
      </div>
    </div>
  );
}

const LONG_SIDE = 14;

function Shape({ ratio }: { ratio: number }) {
  return (
    <svg viewBox="0 0 16 16" className="size-4" aria-hidden="true">
      <rect
        x={8 - (LONG_SIDE * Math.min(1, ratio)) / 2}
        y={8 - (LONG_SIDE * Math.min(1, 1 / ratio)) / 2}
        width={LONG_SIDE * Math.min(1, ratio)}
        height={LONG_SIDE * Math.min(1, 1 / ratio)}
        rx="2"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      />
    </svg>
  );
}
