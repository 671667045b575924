import { useTranslation } from 'react-i18next';
import { standingText } from '@/components/chat/why';
import { isLive } from '@/shared/contract/job';
import type { OwnedJob } from '@/shared/contract/operator';
import { gateway } from '@/shared/http/gateway';
import { Button } from '@/shared/ui/Button';
import { type Act, cancelling, forbidding, moving, retrying } from './acts';

const KINDS = ['visitor', 'account', 'key', 'sub-owner'] as const;
const isKind = (kind: string): kind is (typeof KINDS)[number] => KINDS.some((each) => each === kind);

type EverybodyRowProps = { item: OwnedJob; ask: (act: Act) => void; onOwner: (owner: string) => void };

/** Somebody's job, whose it is, and what can be done about both. */
export function EverybodyRow({ item, ask, onOwner }: EverybodyRowProps) {
  const { t, i18n } = useTranslation();
  const { job, owner, ownerKind, ownerName, withoutCookie, forbiddenUntil, pinned } = item;
  const kind = isKind(ownerKind) ? t(`everybody.kind.${ownerKind}`) : t('everybody.unknownKind');
  const whose = `${kind} ${ownerName ?? owner.slice(0, 8)}`;
  const until = forbiddenUntil && new Date(forbiddenUntil);
  const about = [
    t('everybody.of', { owner: whose }),
    t(`everybody.states.${job.status === 'queued' || job.status === 'processing' ? 'live' : job.status}`),
    job.status === 'queued' && job.queuePosition > 0 && t('card.position', { position: job.queuePosition }),
    item.lane,
    pinned && job.status === 'queued' && t('everybody.inFront'),
    withoutCookie && t('everybody.withoutCookie'),
    until && until > new Date() && t('everybody.forbidden', { until: until.toLocaleString(i18n.language) }),
    job.error?.code,
  ];
  const standing = job.status === 'queued' && standingText(job, i18n);
  return (
    <li className="flex flex-col gap-2 rounded-2xl bg-raised p-4 shadow-soft">
      <p className="line-clamp-3 text-sm wrap-anywhere">{job.prompt}</p>
      <p className="text-xs leading-5 wrap-anywhere text-muted">{about.filter(Boolean).join(' · ')}</p>
      {standing && (
        <p dir="auto" className="text-xs leading-5 text-pretty wrap-anywhere text-muted">
          {standing}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {job.status === 'queued' && (
          <Button size="small" onClick={() => ask(moving(t, job.id, !pinned))}>
            {t(pinned ? 'everybody.back' : 'everybody.toFront')}
          </Button>
        )}
        {isLive(job) && (
          <Button size="small" onClick={() => ask(cancelling(t, t('everybody.askCancel'), { job: job.id }))}>
            {t('everybody.cancel')}
          </Button>
        )}
        {job.status === 'error' && (
          <Button size="small" onClick={() => ask(retrying(t, t('everybody.askRetry'), { job: job.id }))}>
            {t('everybody.retry')}
          </Button>
        )}
        <Button size="small" onClick={() => onOwner(owner)}>
          {t('everybody.onlyTheirs')}
        </Button>
        <Button
          size="small"
          onClick={() =>
            ask(
              forbidding(t, t('everybody.askForbid', { owner: whose }), (time) =>
                gateway.forbidOwner(owner, time),
              ),
            )
          }
        >
          {t('everybody.forbid')}
        </Button>
        {withoutCookie && (
          <Button
            size="small"
            onClick={() =>
              ask(
                forbidding(t, t('everybody.askForbidAddress'), (time) =>
                  gateway.forbidAddressOf(owner, time),
                ),
              )
            }
          >
            {t('everybody.forbidAddress')}
          </Button>
        )}
      </div>
    </li>
  );
}
