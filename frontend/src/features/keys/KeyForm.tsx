import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KEY_CLASSES, type KeyClass, type MadeKey, type NewKey } from '@/shared/contract/keys';
import { refusalOf } from '@/shared/http/refusal';
import { Alert } from '@/shared/ui/Alert';
import { Button } from '@/shared/ui/Button';
import { Checkbox } from '@/shared/ui/Checkbox';
import { Select } from '@/shared/ui/Select';
import { TextField } from '@/shared/ui/TextField';
import { WeightField } from '@/shared/ui/WeightField';
import { useMakeKey } from './useKeys';

const SCOPES = ['draw', 'read', 'operate'] as const;
const DAYS = ['30', '90', '365', 'never'] as const;

type KeyFormProps = {
  /** What somebody may do, and so can give a key. */
  scopes: readonly string[];
  onMade: (made: MadeKey) => void;
  onLeave: () => void;
};

/** What a new key is for, what it may, and when it ends. */
export function KeyForm({ scopes, onMade, onLeave }: KeyFormProps) {
  const { t, i18n } = useTranslation();
  const make = useMakeKey();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>(['draw', 'read']);
  const [days, setDays] = useState<(typeof DAYS)[number]>('90');
  const [urgency, setUrgency] = useState<KeyClass>('interactive');
  const [weight, setWeight] = useState(1);
  const [farms, setFarms] = useState(false);
  const [app, setApp] = useState(false);
  const [tried, setTried] = useState(false);
  const choose = (scope: string, on: boolean) =>
    setChosen(on ? [...chosen, scope] : chosen.filter((each) => each !== scope));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!name.trim() || chosen.length === 0) return;
    const key: NewKey = {
      name: name.trim(),
      scopes: [...chosen],
      ...(days !== 'never' && { expiresInDays: Number(days) }),
      ...(urgency !== 'interactive' && { class: urgency }),
      ...(farms && weight !== 1 && { weight }),
      ...(farms && app && { app }),
    };
    make.mutate({ farms, key }, { onSuccess: onMade });
  };

  return (
    <form
      onSubmit={submit}
      noValidate
      className="flex flex-col gap-5 rounded-2xl bg-raised p-5 shadow-soft sm:p-6"
    >
      <TextField
        label={t('keys.name')}
        autoComplete="off"
        maxLength={100}
        value={name}
        onText={setName}
        hint={t('keys.nameHint')}
        wrong={tried && !name.trim() ? t('keys.nameMissing') : null}
      />
      <fieldset className="flex flex-col gap-2">
        <legend className="pb-1.5 text-sm font-medium">{t('keys.scopes')}</legend>
        {SCOPES.filter((scope) => scopes.includes(scope)).map((scope) => (
          <Checkbox
            key={scope}
            label={t(`keys.scope.${scope}`)}
            checked={chosen.includes(scope)}
            onChecked={(on) => choose(scope, on)}
          />
        ))}
        {tried && chosen.length === 0 && <Alert>{t('keys.scopeMissing')}</Alert>}
      </fieldset>
      <Select
        label={t('keys.expires')}
        value={days}
        options={DAYS.map((value) => ({
          value,
          label: value === 'never' ? t('keys.never') : t('keys.days', { count: Number(value) }),
        }))}
        onValue={setDays}
      />
      <Select
        label={t('keys.class')}
        value={urgency}
        options={KEY_CLASSES.map((value) => ({ value, label: t(`keys.classes.${value}`) }))}
        hint={t('keys.classHint')}
        onValue={setUrgency}
      />
      {scopes.includes('administer') && (
        <div className="flex flex-col gap-3">
          <Checkbox label={t('keys.farms')} hint={t('keys.farmsHint')} checked={farms} onChecked={setFarms} />
          {farms && (
            <>
              <Checkbox label={t('keys.app')} hint={t('keys.appHint')} checked={app} onChecked={setApp} />
              <WeightField label={t('keys.weight')} weight={weight} onWeight={setWeight} />
            </>
          )}
        </div>
      )}
      {make.error && <Alert>{refusalOf(make.error, i18n)}</Alert>}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" tone="accent" disabled={make.isPending}>
          {t('keys.make')}
        </Button>
        <Button onClick={onLeave}>{t('account.cancel')}</Button>
      </div>
    </form>
  );
}
