import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LinePause, WHOLE_FARM } from '@/shared/contract/pause';
import { refusalOf } from '@/shared/http/refusal';
import { at } from '@/shared/text/when';
import { Alert } from '@/shared/ui/Alert';
import { Button } from '@/shared/ui/Button';
import { Section } from '@/shared/ui/Section';
import { Select } from '@/shared/ui/Select';
import { TextField } from '@/shared/ui/TextField';
import { useChangePause, usePauses } from './usePauses';

const LONGEST = 300;

/** Lets the farm or a lane pause, with a sentence for those who wait, and go on. */
export function PausesSection() {
  const { t, i18n } = useTranslation();
  const { pauses, lanes } = usePauses();
  const change = useChangePause();
  const [lane, setLane] = useState<string>(WHOLE_FARM);
  const [sentence, setSentence] = useState('');
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!sentence.trim()) return;
    change.mutate(
      { lane, sentence: sentence.trim() },
      {
        onSuccess: () => {
          setSentence('');
          setTried(false);
        },
      },
    );
  };
  return (
    <Section title={t('pauses.title')}>
      {pauses && pauses.length > 0 && (
        <ul className="mb-4 flex flex-col divide-y divide-sunken rounded-2xl bg-raised px-5 py-1.5 shadow-soft">
          {pauses.map((each) => (
            <PauseRow
              key={each.lane}
              pause={each}
              busy={change.isPending}
              onResume={() => change.mutate({ lane: each.lane, sentence: null })}
            />
          ))}
        </ul>
      )}
      <form
        onSubmit={submit}
        noValidate
        className="flex flex-col gap-4 rounded-2xl bg-raised p-5 shadow-soft"
      >
        <div className="grid gap-4 sm:grid-cols-[1fr_2fr]">
          <Select
            label={t('pauses.which')}
            value={lane}
            options={[WHOLE_FARM, ...lanes].map((value) => ({
              value,
              label: value === WHOLE_FARM ? t('pauses.farm') : value,
            }))}
            onValue={setLane}
          />
          <TextField
            label={t('pauses.sentence')}
            hint={t('pauses.hint')}
            autoComplete="off"
            maxLength={LONGEST}
            value={sentence}
            onText={setSentence}
            wrong={tried && !sentence.trim() ? t('pauses.missing') : null}
          />
        </div>
        {change.error && <Alert>{refusalOf(change.error, i18n)}</Alert>}
        <Button type="submit" tone="soft" className="self-start bg-sunken" disabled={change.isPending}>
          {t('pauses.pause')}
        </Button>
      </form>
    </Section>
  );
}

type PauseRowProps = { pause: LinePause; busy: boolean; onResume: () => void };

function PauseRow({ pause: { lane, sentence, since }, busy, onResume }: PauseRowProps) {
  const { t, i18n } = useTranslation();
  const name = lane === WHOLE_FARM ? t('pauses.farm') : lane;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3 text-sm">
      <p className="min-w-40 flex-1">
        <span className="block font-medium wrap-anywhere">{name}</span>
        <span dir="auto" className="block wrap-anywhere">
          {sentence}
        </span>
        {since && (
          <span className="block text-muted">
            {t('pauses.since', { when: at(since, Date.now(), i18n.language) })}
          </span>
        )}
      </p>
      <Button size="small" aria-label={t('pauses.resumeOf', { name })} disabled={busy} onClick={onResume}>
        {t('pauses.resume')}
      </Button>
    </li>
  );
}
