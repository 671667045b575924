import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { useArrival } from '@/features/access/useArrival';
import { PauseBanner } from '@/features/line/PauseBanner';
import { useBusySign } from '@/features/line/useBusySign';
import { useChime } from '@/features/preferences/useChime';
import { Dialog } from '@/shared/ui/Dialog';
import { Toaster } from '@/shared/ui/Toaster';
import { useToasts } from '@/shared/ui/ToastsContext';
import { useMedia } from '@/shared/ui/useMedia';
import { ConnectionBanner } from './ConnectionBanner';
import { Header } from './Header';

const Sidebar = lazy(() => import('./Sidebar'));
const TakeAlong = lazy(() => import('@/features/account/TakeAlong'));

/** What stands around every page: on wide screens the sidebar beside it, elsewhere as a sheet. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const beside = useMedia('(min-width: 64rem)');
  const [open, setOpen] = useState(false);
  const { key: visit } = useLocation();
  const toasts = useToasts();
  const arrived = useArrival();
  useBusySign();
  useChime();

  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever went somewhere has chosen
  useEffect(() => setOpen(false), [visit, beside]);

  return (
    <div className="flex h-full">
      {beside && (
        <aside className="w-68 shrink-0 bg-side">
          <Suspense>
            <Sidebar />
          </Suspense>
        </aside>
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        <Header beside={beside} onConversations={() => setOpen(true)} />
        <ConnectionBanner />
        <PauseBanner />
        <main className="flex min-h-0 flex-1 flex-col">{children}</main>
      </div>
      {open && (
        <Dialog
          label={t('conversations.label')}
          onClose={() => setOpen(false)}
          className="slide-in inset-y-0 left-0 h-dvh w-[min(20rem,88vw)] rounded-r-2xl"
        >
          <Suspense>
            <Sidebar />
          </Suspense>
        </Dialog>
      )}
      {arrived && (
        <Suspense>
          <TakeAlong />
        </Suspense>
      )}
      <Toaster toasts={toasts} />
    </div>
  );
}
