import type { ReactNode } from 'react';
import { classes } from '@/shared/ui/classes';

type JobGridProps = { count: number; children: ReactNode };

/** The cards of one prompt: one below the bubble, several side by side. */
export function JobGrid({ count, children }: JobGridProps) {
  if (count < 2) return <div className="flex flex-col gap-4">{children}</div>;
  const twoWide = count === 2 || count === 4;
  return (
    <div
      data-testid="job-grid"
      className={classes('grid grid-cols-2 gap-x-3 gap-y-4', twoWide ? 'max-w-[40rem]' : 'sm:grid-cols-3')}
    >
      {children}
    </div>
  );
}
