import { useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { withoutPrompt } from '@/features/settings/remix';
import type { PictureRequest, Settings } from '@/shared/contract/pictureRequest';

const broughtBy = (state: unknown): PictureRequest | null =>
  typeof state === 'object' && state !== null && 'pictureRequest' in state
    ? (state.pictureRequest as PictureRequest)
    : null;

/** Takes up the prompt and settings that another page, the gallery, sent along; once, also over a reload. */
export function useBrought(write: (prompt: string) => void, choose: (settings: Settings) => void) {
  const { state, pathname } = useLocation();
  const navigate = useNavigate();
  const pictureRequest = broughtBy(state);

  useEffect(() => {
    if (!pictureRequest) return;
    choose(withoutPrompt(pictureRequest));
    if (pictureRequest.prompt) write(pictureRequest.prompt);
    navigate(pathname, { replace: true, state: { fresh: true } });
  }, [pictureRequest, choose, write, navigate, pathname]);
}
