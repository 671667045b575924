import type { ReactNode } from 'react';
import { Dialog } from '@/shared/ui/Dialog';

type AskedProps = { question: string; onClose: () => void; children: ReactNode };

/** A question before something is done that cannot be undone; the answers are its children. */
export function Asked({ question, onClose, children }: AskedProps) {
  return (
    <Dialog
      label={question}
      onClose={onClose}
      className="inset-0 m-auto h-fit w-[min(26rem,calc(100vw-2rem))] rounded-3xl bg-raised p-5"
    >
      <p className="pb-4 text-sm text-pretty">{question}</p>
      <div className="flex flex-wrap justify-end gap-2">{children}</div>
    </Dialog>
  );
}
