import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { causeOf } from '@/components/chat/cause';
import type { Options } from '@/shared/contract/options';
import type { Settings } from '@/shared/contract/wish';
import { gateway } from '@/shared/http/gateway';
import { Problem } from '@/shared/http/Problem';
import { useToasts } from '@/shared/ui/ToastsContext';
import { offersInit } from './offers';
import { prepared, Unusable } from './prepared';
import type { Transferred } from './transferred';

type Choose = (change: (held: Settings) => Settings) => void;

/** The picture that the next one begins from, on its way to the gateway. What has arrived stands in the settings. */
export type InitPicture = {
  /** The file that is being sent, as an object URL. */
  sending: string | null;
  take: (picture: Transferred) => void;
  clear: () => void;
};

const beginningFrom =
  (initImageId: string | undefined) =>
  ({ initImageId: _, denoisingStrength, ...others }: Settings): Settings =>
    initImageId ? { ...others, initImageId, denoisingStrength } : others;

export function useInitPicture(choose: Choose, options: Options | undefined): InitPicture {
  const { t, i18n } = useTranslation();
  const toasts = useToasts();
  const [sending, setSending] = useState<string | null>(null);
  /** Whatever is chosen later wins over an upload that is still under way. */
  const turn = useRef(0);

  useEffect(() => {
    if (sending) return () => URL.revokeObjectURL(sending);
  }, [sending]);

  const whyNot = useCallback(
    (problem: unknown) => {
      if (problem instanceof Unusable) return t('init.unusable');
      if (!(problem instanceof Problem) || problem.isUnreachable) return t('init.notSent');
      return causeOf({ code: problem.code, message: problem.detail, retryable: false }, i18n).sentence;
    },
    [t, i18n],
  );

  const send = useCallback(
    async (file: File, limits: Options['limits']['upload']) => {
      const mine = ++turn.current;
      setSending(URL.createObjectURL(file));
      try {
        const { id } = await gateway.upload(await prepared(file, limits));
        if (mine === turn.current) choose(beginningFrom(id));
      } catch (problem) {
        if (mine === turn.current)
          toasts.show(whyNot(problem), {
            label: t('card.retry'),
            run: () => void send(file, limits),
          });
      } finally {
        if (mine === turn.current) setSending(null);
      }
    },
    [choose, toasts, whyNot, t],
  );

  const take = useCallback(
    (picture: Transferred) => {
      if (!options || !offersInit(options)) {
        toasts.show(t('init.notOffered'));
      } else if (picture.kind === 'file') {
        void send(picture.file, options.limits.upload);
      } else {
        turn.current++;
        setSending(null);
        choose(beginningFrom(picture.id));
      }
    },
    [options, send, choose, toasts, t],
  );

  const clear = useCallback(() => {
    turn.current++;
    setSending(null);
    choose(beginningFrom(undefined));
  }, [choose]);

  return { sending, take, clear };
}
