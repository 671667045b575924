import { useId } from 'react';

type SelectProps<T extends string> = {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  hint?: string;
  onValue: (value: T) => void;
};

/** One of a few, its name above it. */
export function Select<T extends string>({ label, value, options, hint, onValue }: SelectProps<T>) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <select
        id={id}
        value={value}
        aria-describedby={hint ? `${id}-below` : undefined}
        onChange={(event) => onValue(event.target.value as T)}
        className="h-11 w-full min-w-0 rounded-xl bg-page px-3 text-base text-ink ring-1 ring-faint ring-inset sm:text-sm"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {hint && (
        <p id={`${id}-below`} className="text-[0.8125rem] text-pretty text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
