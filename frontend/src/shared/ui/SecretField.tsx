import { useId } from 'react';
import { CopyButton } from '@/components/chat/CopyButton';

type SecretFieldProps = { label: string; copy: string; text: string };

/** Something that is shown this once, to be copied whole. */
export function SecretField({ label, copy, text }: SecretFieldProps) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <div className="flex items-center gap-1 rounded-xl bg-sunken pr-1.5 focus-within:ring-2 focus-within:ring-accent">
        <input
          id={id}
          readOnly
          value={text}
          spellCheck={false}
          autoComplete="off"
          onFocus={(event) => event.target.select()}
          className="h-11 min-w-0 flex-1 bg-transparent px-3.5 font-mono text-sm text-ink outline-none"
        />
        <CopyButton text={text} label={copy} />
      </div>
    </div>
  );
}
