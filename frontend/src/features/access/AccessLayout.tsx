import { lazy, type ReactNode, Suspense } from 'react';
import { Link } from 'react-router';
import { Mark } from '@/shared/ui/Mark';

const PreferencesMenu = lazy(() => import('@/features/preferences/PreferencesMenu'));

type AccessLayoutProps = { title: string; children: ReactNode };

/** A page before the app: who stands here is told one thing, and can do it. */
export function AccessLayout({ title, children }: AccessLayoutProps) {
  return (
    <div className="flex min-h-full flex-col">
      <header className="flex h-14 shrink-0 items-center justify-between px-3 sm:px-5">
        <Link to="/chat" className="flex items-center gap-2 rounded-full px-1 py-1 text-ink">
          <Mark className="size-7 text-accent" />
          <span className="text-lg font-semibold tracking-tight">Imece</span>
        </Link>
        <Suspense fallback={<span className="size-10" />}>
          <PreferencesMenu />
        </Suspense>
      </header>
      <main className="flex flex-1 flex-col items-center px-4 pt-[8svh] pb-12">
        <section className="flex w-full max-w-sm flex-col gap-5 rounded-3xl bg-raised p-6 shadow-soft sm:p-8">
          <h1 className="text-2xl font-semibold tracking-tight text-balance">{title}</h1>
          {children}
        </section>
      </main>
    </div>
  );
}
