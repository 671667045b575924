import { type KeyboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const LEAST = 0.001;
const MOST = 100;

const isWeight = (weight: number) => weight >= LEAST && weight <= MOST;

type WeightFieldProps = {
  /** Whose it is, for who does not see where it stands. */
  label: string;
  weight: number;
  disabled?: boolean;
  onWeight: (weight: number) => void;
};

/** What somebody counts beside others in the line; taken when the field is left, or by the enter key. */
export function WeightField({ label, weight, disabled, onWeight }: WeightFieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(String(weight));
  useEffect(() => setText(String(weight)), [weight]);
  const typed = Number(text);
  const wrong = text.trim() === '' || !isWeight(typed);
  const take = () => {
    if (wrong) return setText(String(weight));
    if (typed !== weight) onWeight(typed);
  };
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'Enter') take();
    if (key === 'Escape') setText(String(weight));
  };
  return (
    <label className="flex items-center gap-1.5 text-[0.8125rem] text-muted">
      {t('people.weight')}
      <input
        type="number"
        inputMode="decimal"
        min={LEAST}
        max={MOST}
        step={LEAST}
        aria-label={label}
        aria-invalid={wrong || undefined}
        title={t('people.weightHint')}
        value={text}
        disabled={disabled}
        onChange={({ target }) => setText(target.value)}
        onBlur={take}
        onKeyDown={onKeyDown}
        className="h-8 w-20 rounded-full bg-sunken px-2.5 text-base text-ink tabular-nums disabled:opacity-60 aria-invalid:ring-1 aria-invalid:ring-danger sm:text-[0.8125rem]"
      />
    </label>
  );
}
