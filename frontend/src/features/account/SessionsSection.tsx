import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { noteLetIn } from '@/features/access/arrival';
import type { Session } from '@/shared/contract/me';
import { own } from '@/shared/http/own';
import { refusalOf } from '@/shared/http/refusal';
import { deviceName } from '@/shared/text/device';
import { ago } from '@/shared/text/when';
import { Button } from '@/shared/ui/Button';
import { Section } from '@/shared/ui/Section';
import { useToasts } from '@/shared/ui/ToastsContext';
import { wholePage } from '@/shared/ui/wholePage';

const SESSIONS = ['sessions'] as const;

/** Where somebody is signed in, and the end of that. */
export function SessionsSection() {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const toasts = useToasts();
  const { data, isError } = useQuery({ queryKey: SESSIONS, queryFn: own.sessions, staleTime: 0 });
  const end = useMutation({
    mutationFn: own.endSession,
    onSuccess: () => toasts.show(t('account.sessionEnded')),
    onError: (problem) => toasts.show(refusalOf(problem, i18n)),
    onSettled: () => queries.invalidateQueries({ queryKey: SESSIONS }),
  });
  const endAll = useMutation({
    mutationFn: own.endSessions,
    onSuccess: () => {
      noteLetIn(false);
      wholePage.go('/sign-in');
    },
    onError: (problem) => toasts.show(refusalOf(problem, i18n)),
  });
  return (
    <Section
      title={t('account.sessions')}
      aside={
        data && (
          <Button size="small" disabled={endAll.isPending} onClick={() => endAll.mutate()}>
            {t('account.endAll')}
          </Button>
        )
      }
    >
      {isError && !data && <p className="text-sm text-muted">{t('account.failed')}</p>}
      {data && (
        <ul className="flex flex-col divide-y divide-sunken rounded-2xl bg-raised px-5 py-1.5 shadow-soft">
          {data.items.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              onEnd={end.isPending ? null : () => end.mutate(session.id)}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

type SessionRowProps = { session: Session; onEnd: (() => void) | null };

function SessionRow({ session, onEnd }: SessionRowProps) {
  const { t, i18n } = useTranslation();
  const device = deviceName(session.device) ?? (session.device || t('account.unknownDevice'));
  const seen = session.lastSeenAt && ago(session.lastSeenAt, Date.now(), i18n.language);
  return (
    <li className="flex items-center gap-3 py-2.5 text-sm">
      <p className="min-w-0 flex-1">
        <span title={session.device} className="block truncate font-medium">
          {device}
        </span>
        <span className="text-muted">
          {session.here ? t('account.here') : t('account.seen', { when: seen ?? t('account.justNow') })}
        </span>
      </p>
      {!session.here && (
        <Button
          size="small"
          aria-label={t('account.endSessionOf', { device })}
          disabled={!onEnd}
          onClick={() => onEnd?.()}
        >
          {t('account.endSession')}
        </Button>
      )}
    </li>
  );
}
