import type { ReactNode } from 'react';

/** What went wrong, said at once. */
export function Alert({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="rounded-xl bg-sunken px-3.5 py-2.5 text-sm text-pretty text-danger">
      {children}
    </p>
  );
}
