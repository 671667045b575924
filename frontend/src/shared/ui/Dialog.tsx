import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { classes } from './classes';
import { noteOpen } from './openDialogs';

type DialogProps = {
  label: string;
  onClose: () => void;
  className?: string;
  children: ReactNode;
};

/**
 * A modal window of the browser's own: it keeps the focus inside, closes on Esc or a click beside it, and gives the
 * focus back to where it came from.
 */
export function Dialog({ label, onClose, className, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);

  useLayoutEffect(() => {
    const box = dialog.current;
    if (!box) return;
    if (!box.open) box.showModal();
    const noteClosed = noteOpen(box);
    return () => {
      noteClosed();
      // Closed rather than only removed: only then does the browser give the focus back.
      box.close();
    };
  }, []);

  useEffect(() => {
    const box = dialog.current;
    const beside = (event: MouseEvent) => event.target === box && onClose();
    box?.addEventListener('click', beside);
    return () => box?.removeEventListener('click', beside);
  }, [onClose]);

  return (
    <dialog
      ref={dialog}
      aria-label={label}
      onClose={() => !dialog.current?.open && onClose()}
      className={classes('fixed m-0 max-h-none max-w-none bg-page text-ink shadow-deep', className)}
    >
      {children}
    </dialog>
  );
}
