import { Check, Copy, Download, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, buttonLook } from '@/shared/ui/Button';
import { Caption } from './Caption';
import type { CardJob } from './CardJob';
import { etaText } from './eta';

type LiveProps = {
  job: CardJob;
  remark: string | null;
  onCancel?: (() => void) | undefined;
  cancelling: boolean;
};

const dotted = (...parts: (string | null | undefined | false)[]) => parts.filter(Boolean).join(' · ');

function CancelButton({ onCancel, cancelling }: Pick<LiveProps, 'onCancel' | 'cancelling'>) {
  const { t } = useTranslation();
  if (!onCancel) return null;
  return (
    <Button size="small" onClick={onCancel} disabled={cancelling}>
      <X className="size-3.5" aria-hidden="true" />
      {t('card.cancel')}
    </Button>
  );
}

export function QueuedCaption({ job, remark, onCancel, cancelling }: LiveProps) {
  const { t } = useTranslation();
  const eta = job.eta && etaText(job.eta);
  return (
    <Caption
      main={eta ? t(eta.key, eta) : t('card.waiting')}
      detail={remark}
      actions={<CancelButton onCancel={onCancel} cancelling={cancelling} />}
    />
  );
}

export function ProcessingCaption({ job, remark, onCancel, cancelling }: LiveProps) {
  const { t } = useTranslation();
  const { worker, phase, step, steps } = job;
  const attempt = job.attempt ?? 0;
  return (
    <Caption
      main={dotted(
        phase ? t(`phase.${phase}`) : t('card.processing'),
        phase === 'denoising' && steps ? t('card.step', { step: step ?? 0, steps }) : null,
      )}
      detail={
        <>
          {dotted(worker?.id, worker?.gpu, attempt > 1 && t('card.attempt', { attempt }))}
          {remark && <span className="block">{remark}</span>}
        </>
      }
      actions={<CancelButton onCancel={onCancel} cancelling={cancelling} />}
    />
  );
}

export function CompleteCaption({ job }: { job: CardJob }) {
  const { t } = useTranslation();
  const { image, worker } = job;
  const seed = job.spec?.seed;
  const hasSeed = seed !== null && seed !== undefined;
  return (
    <Caption
      main={dotted(
        image?.width ? `${image.width} × ${image.height}` : null,
        hasSeed && t('card.seed', { seed }),
      )}
      detail={dotted(worker?.id, worker?.gpu)}
      actions={
        <>
          {hasSeed && <CopyButton text={String(seed)} label={t('card.copySeed')} />}
          {image && (
            <a
              href={image.url}
              download={`imece-${seed ?? job.id}.png`}
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

function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  // Pages served over plain http to another host have no clipboard.
  if (!navigator.clipboard) return null;
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  const name = copied ? t('card.copied') : label;
  return (
    <Button size="smallIcon" aria-label={name} title={name} onClick={copy} onBlur={() => setCopied(false)}>
      {copied ? (
        <Check className="size-4" aria-hidden="true" />
      ) : (
        <Copy className="size-4" aria-hidden="true" />
      )}
    </Button>
  );
}
