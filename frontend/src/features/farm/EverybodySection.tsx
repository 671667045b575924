import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/features/settings/fields';
import { Button } from '@/shared/ui/Button';
import { Section } from '@/shared/ui/Section';
import { type Act, cancelling, retrying } from './acts';
import { EverybodyRow } from './EverybodyRow';
import { Question } from './Question';
import { SearchField, searchLook } from './SearchField';
import { type Sought, useEverybodysJobs } from './useEverybodysJobs';

const STATES = ['live', 'error', 'complete', 'cancelled'] as const;
const EVERYTHING: Sought = { q: '', owner: '', address: '', lane: '', status: 'live' };

/** Everybody's jobs, found by the operator's filters, and what can be done about all of them or about one. */
export function EverybodySection() {
  const { t } = useTranslation();
  const [sought, setSought] = useState(EVERYTHING);
  const [asked, setAsked] = useState<Act | null>(null);
  const { found, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useEverybodysJobs(sought);
  const seek = (some: Partial<Sought>) => setSought((before) => ({ ...before, ...some }));
  const { status, ...wanted } = sought;
  return (
    <Section title={t('everybody.title')}>
      <div className="grid grid-cols-2 items-end gap-3 pb-4 sm:grid-cols-5">
        <SearchField label={t('everybody.words')} value={sought.q} onValue={(q) => seek({ q })} />
        <SearchField
          label={t('everybody.owner')}
          value={sought.owner}
          onValue={(owner) => seek({ owner: owner.trim() })}
        />
        <SearchField
          label={t('everybody.address')}
          value={sought.address}
          onValue={(address) => seek({ address: address.trim() })}
        />
        <SearchField label={t('everybody.lane')} value={sought.lane} onValue={(lane) => seek({ lane })} />
        <Field label={t('everybody.state')}>
          <select
            value={status}
            onChange={({ target }) => seek({ status: target.value })}
            className={searchLook}
          >
            {STATES.map((state) => (
              <option key={state} value={state}>
                {t(`everybody.states.${state}`)}
              </option>
            ))}
          </select>
        </Field>
      </div>
      {status === 'live' && found && found.length > 0 && (
        <Button
          tone="soft"
          size="small"
          onClick={() => setAsked(cancelling(t, t('everybody.askCancelAll'), wanted))}
        >
          {t('everybody.cancelAll')}
        </Button>
      )}
      {status === 'error' && found && found.length > 0 && (
        <Button
          tone="soft"
          size="small"
          onClick={() => setAsked(retrying(t, t('everybody.askRetryAll'), wanted))}
        >
          {t('everybody.retryAll')}
        </Button>
      )}
      {asked && <Question act={asked} onClose={() => setAsked(null)} />}
      {error && (
        <p role="status" className="py-2 text-sm text-muted">
          {error.message || t('farm.notNow')}
        </p>
      )}
      {found?.length === 0 && !error && <p className="py-2 text-sm text-muted">{t('everybody.none')}</p>}
      <ul className="flex flex-col gap-3 pt-3">
        {found?.map((item) => (
          <EverybodyRow key={item.job.id} item={item} ask={setAsked} onOwner={(owner) => seek({ owner })} />
        ))}
      </ul>
      {hasNextPage && (
        <Button className="mt-3" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('everybody.more')}
        </Button>
      )}
    </Section>
  );
}
