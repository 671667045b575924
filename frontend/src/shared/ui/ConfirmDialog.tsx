import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from './Button';
import { Dialog } from './Dialog';

type ConfirmDialogProps = {
  title: string;
  yes: string;
  no: string;
  /** The answer cannot be taken back, or takes something away. */
  dangerous?: boolean;
  /** Which answer is the usual one. */
  usual?: 'yes' | 'no';
  busy?: boolean;
  onYes: () => void;
  onNo: () => void;
  children: ReactNode;
};

/** A question that has to be answered first. */
export function ConfirmDialog({
  title,
  yes,
  no,
  dangerous,
  usual = 'yes',
  busy,
  onYes,
  onNo,
  children,
}: ConfirmDialogProps) {
  const first = useRef<HTMLButtonElement>(null);
  // A window gives the focus to its first button by itself.
  useEffect(() => first.current?.focus(), []);
  return (
    <Dialog
      label={title}
      onClose={onNo}
      className="rise-in inset-0 m-auto h-fit max-h-[90dvh] w-[min(28rem,92vw)] overflow-y-auto rounded-3xl p-6"
    >
      <div className="flex flex-col gap-4">
        <h2 className="text-lg font-semibold tracking-tight text-balance">{title}</h2>
        {children}
        <div className="flex flex-wrap justify-end gap-2 pt-1">
          <Button tone="soft" ref={usual === 'no' ? first : undefined} onClick={onNo}>
            {no}
          </Button>
          <Button
            tone={usual === 'yes' && !dangerous ? 'accent' : 'soft'}
            className={dangerous ? 'text-danger' : undefined}
            ref={usual === 'yes' ? first : undefined}
            disabled={busy}
            onClick={onYes}
          >
            {yes}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
