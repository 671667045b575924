import { type ComponentProps, type ReactNode, useId } from 'react';
import { classes } from './classes';

type TextFieldProps = Omit<ComponentProps<'input'>, 'id' | 'onChange'> & {
  label: string;
  hint?: ReactNode;
  /** Why what stands there was not taken. */
  wrong?: string | null | undefined;
  onText: (text: string) => void;
};

/** A line to write in, its name above it, and below it what is to be known or mended. */
export function TextField({ label, hint, wrong, onText, className, ...input }: TextFieldProps) {
  const id = useId();
  const below = wrong ?? hint;
  return (
    <div className={classes('flex min-w-0 flex-col gap-1.5', className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        {...input}
        id={id}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={below ? `${id}-below` : undefined}
        onChange={(event) => onText(event.target.value)}
        className="h-11 w-full min-w-0 rounded-xl bg-page px-3.5 ring-1 ring-faint ring-inset text-base text-ink outline-none placeholder:text-muted focus-visible:ring-2 focus-visible:ring-accent sm:text-sm"
      />
      {below && (
        <p
          id={`${id}-below`}
          role={wrong ? 'alert' : undefined}
          className={classes('text-[0.8125rem] text-pretty', wrong ? 'text-danger' : 'text-muted')}
        >
          {below}
        </p>
      )}
    </div>
  );
}
