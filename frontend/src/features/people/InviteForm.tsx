import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { INVITED, type Invited } from '@/shared/contract/people';
import { refusalOf } from '@/shared/http/refusal';
import { Alert } from '@/shared/ui/Alert';
import { Button } from '@/shared/ui/Button';
import { Select } from '@/shared/ui/Select';
import { TextField } from '@/shared/ui/TextField';
import { useInvite } from './usePeople';

const MOST_USES = 1_000;
const MOST_DAYS = 365;

/** A whole number that is typed, within its bounds. */
const within = (text: string, most: number) => Math.min(most, Math.max(1, Math.trunc(Number(text)) || 1));

type InviteFormProps = {
  /** What those who follow it usually become, as the farm lets people in. */
  usual: Invited;
  onMade: (link: string) => void;
  onLeave: () => void;
};

/** Whom an invite is for, what they become, and how long it counts. */
export function InviteForm({ usual, onMade, onLeave }: InviteFormProps) {
  const { t, i18n } = useTranslation();
  const make = useInvite();
  const [role, setRole] = useState<Invited>(usual);
  const [uses, setUses] = useState('1');
  const [days, setDays] = useState('7');
  const [note, setNote] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const invite = { role, uses: within(uses, MOST_USES), days: within(days, MOST_DAYS), note: note.trim() };
    make.mutate(invite, { onSuccess: ({ link }) => onMade(link) });
  };
  return (
    <form
      onSubmit={submit}
      noValidate
      className="flex flex-col gap-5 rounded-2xl bg-raised p-5 shadow-soft sm:p-6"
    >
      <Select
        label={t('people.becomes')}
        value={role}
        options={INVITED.map((value) => ({ value, label: t(`people.role.${value}`) }))}
        hint={t(`people.roleHint.${role}`)}
        onValue={setRole}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label={t('people.uses')}
          type="number"
          inputMode="numeric"
          min={1}
          max={MOST_USES}
          value={uses}
          onText={setUses}
        />
        <TextField
          label={t('people.lasts')}
          type="number"
          inputMode="numeric"
          min={1}
          max={MOST_DAYS}
          value={days}
          onText={setDays}
        />
      </div>
      <TextField label={t('people.note')} autoComplete="off" maxLength={200} value={note} onText={setNote} />
      {make.error && <Alert>{refusalOf(make.error, i18n)}</Alert>}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" tone="accent" disabled={make.isPending}>
          {t('people.makeInvite')}
        </Button>
        <Button onClick={onLeave}>{t('account.cancel')}</Button>
      </div>
    </form>
  );
}
