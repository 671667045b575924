import { useId } from 'react';

type CheckboxProps = {
  label: string;
  hint?: string;
  checked: boolean;
  onChecked: (checked: boolean) => void;
};

/** Something that is so or not. */
export function Checkbox({ label, hint, checked, onChecked }: CheckboxProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-0.5 text-sm">
      <label className="flex min-h-6 items-center gap-2.5">
        <input
          type="checkbox"
          checked={checked}
          aria-describedby={hint ? id : undefined}
          onChange={(event) => onChecked(event.target.checked)}
          className="size-4.5 accent-accent"
        />
        {label}
      </label>
      {hint && (
        <p id={id} className="pl-7 text-[0.8125rem] text-pretty text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
