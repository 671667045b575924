import type { ReactNode } from 'react';
import type { Range } from '@/shared/contract/options';
import { classes } from '@/shared/ui/classes';

const box = 'h-9 w-full min-w-0 rounded-xl bg-sunken px-3 text-base sm:text-sm';

type FieldProps = { label: string; value?: ReactNode; className?: string; children: ReactNode };

/** A name above its control, and what is chosen beside the name. */
export function Field({ label, value, className, children }: FieldProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className={classes('block min-w-0 text-[0.8125rem]', className)}>
      <span className="flex justify-between gap-2 pb-1">
        <span className="truncate text-muted">{label}</span>
        {value !== undefined && <span className="tabular-nums">{value}</span>}
      </span>
      {children}
    </label>
  );
}

type SliderProps = {
  label: string;
  hint?: string;
  value: number;
  range: Range;
  onValue: (value: number) => void;
};

export function Slider({ label, hint, value, range: { min, max, step }, onValue }: SliderProps) {
  return (
    <Field label={label} value={value}>
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        title={hint}
        onChange={(event) => onValue(event.target.valueAsNumber)}
        className="h-9 w-full accent-accent"
      />
    </Field>
  );
}

type NumberFieldProps = {
  label: string;
  value: number | undefined;
  range: Range;
  placeholder: string;
  onValue: (value: number | undefined) => void;
};

/** A whole number, or nothing. */
export function NumberField({ label, value, range: { min, max }, placeholder, onValue }: NumberFieldProps) {
  return (
    <Field label={label}>
      <input
        inputMode="numeric"
        value={value ?? ''}
        placeholder={placeholder}
        onChange={(event) => {
          const digits = event.target.value.replace(/\D/g, '');
          onValue(digits === '' ? undefined : Math.min(max, Math.max(min, Number(digits))));
        }}
        className={classes(box, 'tabular-nums placeholder:text-muted')}
      />
    </Field>
  );
}

type ChoiceProps = {
  label: string;
  value: string | undefined;
  words: readonly string[];
  /** The choice not to choose. */
  free?: string;
  onValue: (word: string | undefined) => void;
};

export function Choice({ label, value, words, free, onValue }: ChoiceProps) {
  return (
    <Field label={label}>
      <select
        value={value ?? ''}
        onChange={(event) => onValue(event.target.value || undefined)}
        className={box}
      >
        {free && <option value="">{free}</option>}
        {words.map((word) => (
          <option key={word} value={word}>
            {word}
          </option>
        ))}
      </select>
    </Field>
  );
}
