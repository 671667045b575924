import { PanelLeft, SquarePen } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button, buttonLook } from '@/shared/ui/Button';
import { Mark } from '@/shared/ui/Mark';

// The menu is a quarter of the first load, and the page can be used before it is there.
const PreferencesMenu = lazy(() => import('@/features/preferences/PreferencesMenu'));

type HeaderProps = {
  /** The sidebar stands beside the page, with the mark and the way to a new chat. */
  beside: boolean;
  onConversations: () => void;
};

export function Header({ beside, onConversations }: HeaderProps) {
  const { t } = useTranslation();
  return (
    <header className="flex h-14 shrink-0 items-center gap-1 px-2 sm:px-4">
      {!beside && (
        <>
          <Button
            size="icon"
            aria-label={t('conversations.label')}
            title={t('conversations.label')}
            aria-haspopup="dialog"
            onClick={onConversations}
          >
            <PanelLeft className="size-5" aria-hidden="true" />
          </Button>
          <Link to="/chat" className="flex items-center gap-2 rounded-full px-1 py-1 text-ink">
            <Mark className="size-7 text-accent" />
            <span className="text-lg font-semibold tracking-tight">Imece</span>
          </Link>
        </>
      )}
      <div className="ml-auto flex items-center gap-1">
        {!beside && (
          <Link to="/chat" state={{ fresh: true }} className={buttonLook({})}>
            <SquarePen className="size-4" aria-hidden="true" />
            {t('page.newChat')}
          </Link>
        )}
        <Suspense fallback={<span className="size-10" />}>
          <PreferencesMenu />
        </Suspense>
      </div>
    </header>
  );
}
