import { Download, type LucideIcon, Repeat2, Shuffle, Trash2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usedWords } from '@/shared/contract/job';
import { Button, buttonLook } from '@/shared/ui/Button';
import { Caption } from './Caption';
import type { CardJob } from './CardJob';
import { CopyButton } from './CopyButton';
import { etaText } from './eta';
import { fileNameOf } from './fileName';
import { gpuName } from './gpuName';
import type { ImageProgressCardProps } from './ImageProgressCard';
import { isUnheard } from './quiet';
import { standingText } from './why';

type LiveProps = {
  job: CardJob;
  /** The prompt is still on its way. */
  sending: boolean;
  remark: string | null;
  onCancel?: (() => void) | undefined;
  cancelling: boolean;
  /** Why nothing can be asked of the farm now. */
  obstacle: string | undefined;
};

/** In a narrow card there is room for the download only; the rest is in the lightbox. */
const ONLY_WIDE = '@max-[21rem]:hidden';

/** On a phone the whole number counts more than a second way to copy it. */
const ONLY_WIDER = '@max-[26rem]:hidden';

const dotted = (...parts: (string | null | undefined | false)[]) => parts.filter(Boolean).join(' · ');

function CancelButton({ onCancel, cancelling, obstacle }: LiveProps) {
  const { t } = useTranslation();
  if (!onCancel) return null;
  return (
    <Button size="small" onClick={onCancel} disabled={cancelling || Boolean(obstacle)} title={obstacle}>
      <X className="size-3.5" aria-hidden="true" />
      <span className="@max-[15rem]:sr-only">{t('card.cancel')}</span>
    </Button>
  );
}

export function QueuedCaption(live: LiveProps) {
  const { t, i18n } = useTranslation();
  const { job, remark, sending } = live;
  const eta = job.eta && etaText(job.eta);
  // Without a position the reason stands where the picture will be.
  const placed = (job.queuePosition ?? 0) > 0;
  const standing = placed
    ? standingText({ why: job.why ?? null, roseBecause: job.roseBecause ?? null }, i18n)
    : null;
  return (
    <Caption
      // Where the picture will be it says already that it is being sent.
      main={sending ? null : eta ? t(eta.key, eta) : t('card.waiting')}
      detail={remark ?? (standing && <span data-testid="why">{standing}</span>)}
      actions={<CancelButton {...live} />}
    />
  );
}

export function ProcessingCaption(live: LiveProps) {
  const { t } = useTranslation();
  const { job, remark } = live;
  const { worker, phase, step, steps } = job;
  const attempt = job.attempt ?? 0;
  return (
    <Caption
      main={
        isUnheard(job)
          ? t('card.unheard')
          : dotted(
              phase ? t(`phase.${phase}`) : t('card.processing'),
              phase === 'denoising' && steps ? t('card.step', { step: step ?? 0, steps }) : null,
            )
      }
      detail={
        <>
          {dotted(worker?.id, gpuName(worker?.gpu ?? ''), attempt > 1 && t('card.attempt', { attempt }))}
          {remark && <span className="block">{remark}</span>}
        </>
      }
      actions={<CancelButton {...live} />}
    />
  );
}

type CompleteProps = Pick<ImageProgressCardProps, 'job' | 'onRemix' | 'onVary' | 'onRemove'> &
  Pick<LiveProps, 'obstacle'>;

export function CompleteCaption({ job, obstacle, onRemix, onVary, onRemove }: CompleteProps) {
  const { t } = useTranslation();
  const { image, worker } = job;
  const seed = job.spec?.seed;
  const hasSeed = seed !== null && seed !== undefined;
  const words = usedWords(job.used);
  return (
    <Caption
      main={dotted(
        image?.width ? `${image.width}\u00a0×\u00a0${image.height}` : null,
        hasSeed && t('card.seed', { seed }),
      )}
      detail={
        <>
          {dotted(worker?.id, gpuName(worker?.gpu ?? ''))}
          {words && (
            <span className="block wrap-anywhere">
              {t(words.loras ? 'card.drawnWith' : 'card.drawnFrom', words)}
            </span>
          )}
        </>
      }
      actions={
        <>
          <IconAction
            onAct={onVary}
            label={t('lightbox.vary')}
            hint={obstacle ?? t('lightbox.varyHint')}
            disabled={Boolean(obstacle)}
            icon={Shuffle}
          />
          <IconAction
            onAct={onRemix}
            label={t('lightbox.remix')}
            hint={t('lightbox.remixHint')}
            icon={Repeat2}
          />
          <IconAction
            onAct={onRemove}
            label={t('removal.job')}
            hint={obstacle ?? t('removal.jobHint')}
            disabled={Boolean(obstacle)}
            icon={Trash2}
          />
          {hasSeed && <CopyButton text={String(seed)} label={t('card.copySeed')} className={ONLY_WIDER} />}
          {image && (
            <a
              href={image.url}
              download={fileNameOf(job)}
              aria-label={t('card.download')}
              title={t('card.download')}
              className={buttonLook({ size: 'smallIcon' })}
            >
              <Download className="size-4" aria-hidden="true" />
            </a>
          )}
        </>
      }
    />
  );
}

type IconActionProps = {
  onAct: (() => void) | undefined;
  label: string;
  hint: string;
  disabled?: boolean;
  icon: LucideIcon;
};

function IconAction({ onAct, label, hint, disabled, icon: Icon }: IconActionProps) {
  if (!onAct) return null;
  return (
    <Button
      size="smallIcon"
      className={ONLY_WIDE}
      aria-label={label}
      title={hint}
      disabled={disabled}
      onClick={onAct}
    >
      <Icon className="size-4" aria-hidden="true" />
    </Button>
  );
}
