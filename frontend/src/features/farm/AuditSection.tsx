import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/features/settings/fields';
import { en } from '@/i18n/en';
import type { AuditEntry } from '@/shared/contract/operator';
import { gateway } from '@/shared/http/gateway';
import { Button } from '@/shared/ui/Button';
import { Section } from '@/shared/ui/Section';
import { SearchField, searchLook } from './SearchField';
import { AUDIT } from './useEverybodysJobs';

type ActWord = keyof typeof en.audit.act;
type WhoKind = keyof typeof en.audit.whoKind;
const ACTS = Object.keys(en.audit.act) as ActWord[];
const isAct = (word: string): word is ActWord => Object.hasOwn(en.audit.act, word);
const isWho = (word: string): word is WhoKind => Object.hasOwn(en.audit.whoKind, word);

/** Who changed what about others and about who may come in. */
export function AuditSection() {
  const { t } = useTranslation();
  const [sought, setSought] = useState({ what: '', who: '', on: '' });
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: [AUDIT, sought],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) => gateway.audit(sought, pageParam),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    staleTime: 0,
    retry: false,
  });
  const seek = (some: Partial<typeof sought>) => setSought((before) => ({ ...before, ...some }));
  const entries = data?.pages.flatMap((page) => page.items);
  return (
    <Section title={t('audit.title')}>
      <div className="grid grid-cols-2 items-end gap-3 pb-4 sm:grid-cols-3">
        <Field label={t('audit.what')}>
          <select
            value={sought.what}
            onChange={({ target }) => seek({ what: target.value })}
            className={searchLook}
          >
            <option value="">{t('audit.any')}</option>
            {ACTS.map((act) => (
              <option key={act} value={act}>
                {t(`audit.act.${act}`)}
              </option>
            ))}
          </select>
        </Field>
        <SearchField label={t('audit.who')} value={sought.who} onValue={(who) => seek({ who: who.trim() })} />
        <SearchField label={t('audit.on')} value={sought.on} onValue={(on) => seek({ on: on.trim() })} />
      </div>
      {error && (
        <p role="status" className="text-sm text-muted">
          {error.message || t('farm.notNow')}
        </p>
      )}
      {entries?.length === 0 && !error && <p className="text-sm text-muted">{t('audit.none')}</p>}
      <ul className="flex flex-col gap-2">
        {entries?.map((entry) => (
          <li key={entry.id}>
            <EntryRow entry={entry} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button className="mt-3" disabled={isFetching} onClick={() => void fetchNextPage()}>
          {t('audit.more')}
        </Button>
      )}
    </Section>
  );
}

function EntryRow({ entry }: { entry: AuditEntry }) {
  const { t, i18n } = useTranslation();
  const { at, who, address, what, on, before, after } = entry;
  const kind = isWho(who.kind) ? t(`audit.whoKind.${who.kind}`) : who.kind;
  const name = [kind, who.name ?? who.id?.slice(0, 8)].filter(Boolean).join(' ');
  const changed = [before, after].map((some) => some && JSON.stringify(some)).filter(Boolean);
  return (
    <div className="rounded-2xl bg-raised px-4 py-3 text-sm shadow-soft">
      <p className="wrap-anywhere">
        <span className="font-medium">{isAct(what) ? t(`audit.act.${what}`) : what}</span>
        {on.id && <span className="text-muted"> · {on.id}</span>}
      </p>
      <p className="text-xs leading-5 wrap-anywhere text-muted">
        <time dateTime={at}>{new Date(at).toLocaleString(i18n.language)}</time> ·{' '}
        {t('audit.by', { who: name })}
        {address && ` · ${t('audit.from', { address })}`}
      </p>
      {changed.length > 0 && (
        <p className="font-mono text-xs leading-5 wrap-anywhere text-muted">{changed.join(' → ')}</p>
      )}
    </div>
  );
}
