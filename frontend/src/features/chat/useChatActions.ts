import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Transferred } from '@/features/init/transferred';
import type { PictureActions } from '@/features/lightbox/PictureActions';
import { remixOf, withoutPrompt } from '@/features/settings/remix';
import type { PictureRequest, Settings } from '@/shared/contract/pictureRequest';
import { useToasts } from '@/shared/ui/ToastsContext';

type Deeds = {
  onOpen: (id: string) => void;
  choose: (change: Settings | ((held: Settings) => Settings)) => void;
  write: (prompt: string) => void;
  submit: (pictureRequest: PictureRequest) => void;
  /** Takes a picture to begin from; null where no engine can. */
  begin: ((picture: Transferred) => void) | null;
};

/** What can be done with a picture in its conversation. */
export function useChatActions({ onOpen, choose, write, submit, begin }: Deeds): PictureActions {
  const toasts = useToasts();
  const { t } = useTranslation();
  return useMemo(
    () => ({
      open: ({ id }) => onOpen(id),
      useSeed: ({ spec }) => {
        const seed = spec?.seed ?? undefined;
        choose((held) => ({ ...held, seed }));
        toasts.show(t('lightbox.seedUsed', { seed }));
      },
      remix: (job) => {
        const pictureRequest = remixOf(job);
        choose(withoutPrompt(pictureRequest));
        write(pictureRequest.prompt);
      },
      vary: (job) => submit(remixOf(job)),
      ...(begin && { begin: ({ id }) => begin({ kind: 'job', id }) }),
    }),
    [onOpen, choose, write, submit, begin, toasts, t],
  );
}
