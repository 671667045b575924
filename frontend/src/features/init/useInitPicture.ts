import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { causeOf } from '@/components/chat/cause';
import type { Options } from '@/shared/contract/options';
import type { Settings } from '@/shared/contract/pictureRequest';
import { gateway } from '@/shared/http/gateway';
import { Problem } from '@/shared/http/Problem';
import { useToasts } from '@/shared/ui/ToastsContext';
import { offersInit } from './offers';
import { isLarge, modest, prepared, Unusable } from './prepared';
import type { Transferred } from './transferred';

type Choose = (change: (held: Settings) => Settings) => void;

/** The picture that the next one begins from, on its way to the gateway. What has arrived stands in the settings. */
export type InitPicture = {
  /** The file that is being sent, as an object URL. */
  sending: string | null;
  take: (picture: Transferred) => void;
  clear: () => void;
};

/** A file on its way, and for which conversation; its picture is an object URL. */
type Upload = { conversationId: string | null; url: string };

const beginningFrom =
  (initImageId: string | undefined) =>
  ({ initImageId: _, denoisingStrength, ...others }: Settings): Settings =>
    initImageId ? { ...others, initImageId, denoisingStrength } : others;

/**
 * Sends a picture; a smaller one, once, where somebody before the farm takes none of this size. Some of them say so by an
 * answer of their own, others break the connection off in mid-sending.
 */
async function uploaded(picture: Blob) {
  try {
    return await gateway.upload(picture);
  } catch (problem) {
    const tooLarge = problem instanceof Problem && problem.isUnknown && problem.status === 413;
    const brokenOff = problem instanceof Problem && problem.isUnreachable;
    if (!(tooLarge || brokenOff) || !isLarge(picture)) throw problem;
    return await gateway.upload(await modest(picture));
  }
}

/** Of one conversation, and it stays that one's, whichever is open when an upload ends. */
export function useInitPicture(
  conversationId: string | null,
  choose: Choose,
  options: Options | undefined,
): InitPicture {
  const { t, i18n } = useTranslation();
  const toasts = useToasts();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  /** Whatever is chosen later in the same conversation wins over an upload that is still under way. */
  const newest = useRef(new Map<string | null, Upload>());

  const supersede = useCallback(() => {
    const upload = newest.current.get(conversationId);
    if (!upload) return;
    newest.current.delete(conversationId);
    URL.revokeObjectURL(upload.url);
    setUploads((held) => held.filter((each) => each !== upload));
  }, [conversationId]);

  useEffect(() => {
    const begun = newest.current;
    return () => {
      for (const { url } of begun.values()) URL.revokeObjectURL(url);
    };
  }, []);

  const whyNot = useCallback(
    (problem: unknown) => {
      if (problem instanceof Unusable) return t('init.unusable');
      if (!(problem instanceof Problem)) return t('init.notSent');
      if (problem.status === 413 && problem.isUnknown) return t('init.tooLargeOnTheWay');
      if (problem.isUnknown && !problem.isSignedOut) return t('init.notSent');
      return causeOf({ code: problem.code, message: problem.detail, retryable: false }, i18n).sentence;
    },
    [t, i18n],
  );

  const send = useCallback(
    async (file: File, limits: Options['limits']['upload']) => {
      supersede();
      const mine = { conversationId, url: URL.createObjectURL(file) };
      const counts = () => newest.current.get(conversationId) === mine;
      newest.current.set(conversationId, mine);
      setUploads((held) => [...held, mine]);
      try {
        const { id } = await uploaded(await prepared(file, limits));
        if (counts()) choose(beginningFrom(id));
      } catch (problem) {
        if (counts())
          toasts.show(whyNot(problem), {
            label: t('card.retry'),
            run: () => void send(file, limits),
          });
      } finally {
        if (counts()) supersede();
      }
    },
    [conversationId, supersede, choose, toasts, whyNot, t],
  );

  const take = useCallback(
    (picture: Transferred) => {
      if (!options || !offersInit(options)) {
        toasts.show(t('init.notOffered'));
      } else if (picture.kind === 'file') {
        void send(picture.file, options.limits.upload);
      } else {
        supersede();
        choose(beginningFrom(picture.id));
      }
    },
    [options, send, supersede, choose, toasts, t],
  );

  const clear = useCallback(() => {
    supersede();
    choose(beginningFrom(undefined));
  }, [supersede, choose]);

  const sending = uploads.find((upload) => upload.conversationId === conversationId)?.url ?? null;
  return { sending, take, clear };
}
