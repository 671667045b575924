import type { ReactNode } from 'react';
import { classes } from './classes';

/** What belongs together, on ground of its own. */
export function Card({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div className={classes('flex flex-col gap-4 rounded-2xl bg-raised p-5 shadow-soft', className)}>
      {children}
    </div>
  );
}
