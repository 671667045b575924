import { useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { withoutPrompt } from '@/features/settings/remix';
import type { Settings, Wish } from '@/shared/contract/wish';

const broughtBy = (state: unknown): Wish | null =>
  typeof state === 'object' && state !== null && 'wish' in state ? (state.wish as Wish) : null;

/** Takes up the prompt and settings that another page, the gallery, sent along; once, also over a reload. */
export function useBrought(write: (prompt: string) => void, choose: (settings: Settings) => void) {
  const { state, pathname } = useLocation();
  const navigate = useNavigate();
  const wish = broughtBy(state);

  useEffect(() => {
    if (!wish) return;
    choose(withoutPrompt(wish));
    if (wish.prompt) write(wish.prompt);
    navigate(pathname, { replace: true, state: { fresh: true } });
  }, [wish, choose, write, navigate, pathname]);
}
