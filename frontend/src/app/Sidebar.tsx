import { CircleUserRound, Images, Server, SquarePen, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';
import { useWho } from '@/features/access/WhoContext';
import { ConversationList } from '@/features/conversations/ConversationList';
import { Mark } from '@/shared/ui/Mark';

const item =
  'flex h-10 items-center gap-3 rounded-xl px-3 text-sm font-medium hover:bg-sunken aria-[current]:bg-sunken';

/** The way around: a new chat, the gallery, all conversations. */
export default function Sidebar() {
  const { t } = useTranslation();
  const who = useWho();
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex h-14 shrink-0 items-center px-4">
        <Link to="/chat" className="-ml-1 flex items-center gap-2 rounded-full px-1 py-1 text-ink">
          <Mark className="size-7 text-accent" />
          <span className="text-lg font-semibold tracking-tight">Imece</span>
        </Link>
      </div>
      <div className="flex flex-col gap-0.5 px-2">
        <Link to="/chat" state={{ fresh: true }} className={item}>
          <SquarePen className="size-4 text-accent" aria-hidden="true" />
          {t('page.newChat')}
        </Link>
        <NavLink to="/gallery" className={item}>
          <Images className="size-4 text-accent" aria-hidden="true" />
          {t('page.gallery')}
        </NavLink>
        <NavLink to="/farm" className={item}>
          <Server className="size-4 text-accent" aria-hidden="true" />
          {t('page.farm')}
        </NavLink>
        {who?.scopes.includes('administer') && (
          <NavLink to="/people" className={item}>
            <Users className="size-4 text-accent" aria-hidden="true" />
            {t('page.people')}
          </NavLink>
        )}
      </div>
      <ConversationList />
      <div className="shrink-0 px-2 pb-3">
        <NavLink to="/account" title={t('page.account')} className={item}>
          <CircleUserRound className="size-4 shrink-0 text-accent" aria-hidden="true" />
          <span dir="auto" className="truncate">
            {who?.name ?? t('page.account')}
          </span>
        </NavLink>
      </div>
    </div>
  );
}
