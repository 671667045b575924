import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { UsedLimit } from '@/shared/contract/me';
import { own } from '@/shared/http/own';
import { at } from '@/shared/text/when';
import { Alert } from '@/shared/ui/Alert';
import { Section } from '@/shared/ui/Section';
import { amount, share } from './limits';

const EVERY_MS = 10_000;

/** What somebody has used of what they may. */
export function LimitsSection() {
  const { t, i18n } = useTranslation();
  const { data, isError } = useQuery({
    queryKey: ['me'],
    queryFn: own.me,
    staleTime: 0,
    refetchInterval: EVERY_MS,
  });
  return (
    <Section title={t('account.limits')}>
      {isError && !data && <p className="text-sm text-muted">{t('account.failed')}</p>}
      {data?.forbiddenUntil && (
        <div className="pb-3">
          <Alert>
            {t('account.forbidden', { when: at(data.forbiddenUntil, Date.now(), i18n.language) })}
          </Alert>
        </div>
      )}
      {data && (
        <dl className="grid gap-x-8 gap-y-4 rounded-2xl bg-raised p-5 shadow-soft sm:grid-cols-2">
          {data.limits.map((limit) => (
            <Limit key={limit.what} limit={limit} />
          ))}
        </dl>
      )}
      {data && data.perMinute > 0 && (
        <p className="px-1 pt-2 text-[0.8125rem] text-muted">
          {t('account.perMinute', { count: data.perMinute })}
        </p>
      )}
    </Section>
  );
}

function Limit({ limit }: { limit: UsedLimit }) {
  const { t, i18n } = useTranslation();
  const { what, used, of: most, until } = limit;
  const full = share(limit);
  const name = t(`account.limit.${what}`);
  const said = (value: number) => amount(what, value, i18n.language);
  return (
    <div className="flex min-w-0 flex-col gap-1.5 text-sm">
      <dt className="text-muted">{name}</dt>
      <dd className="flex flex-col gap-1.5">
        <span className="flex flex-wrap justify-between gap-x-3 tabular-nums">
          <span>
            {most === null ? said(used) : t('account.used', { used: said(used), most: said(most) })}
          </span>
          <span className="text-muted">
            {most === null
              ? t('account.unlimited')
              : until && used > 0 && t('account.until', { when: at(until, Date.now(), i18n.language) })}
          </span>
        </span>
        {full !== null && <meter aria-label={name} value={full} className="memory h-1.5 w-full" />}
      </dd>
    </div>
  );
}
