import type { ReactNode } from 'react';

type PageFrameProps = { title: string; children: ReactNode };

/** A page of sections below one another, with its title. */
export function PageFrame({ title, children }: PageFrameProps) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-12 sm:px-6">
      <div className="mx-auto flex w-full max-w-3xl flex-col gap-9 pt-2">
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        {children}
      </div>
    </div>
  );
}
