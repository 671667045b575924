import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/shared/http/Problem';
import { refusalOf } from '@/shared/http/refusal';
import { Alert } from '@/shared/ui/Alert';
import { Button } from '@/shared/ui/Button';
import { TextField } from '@/shared/ui/TextField';
import { isLongEnough, LEAST_CHARACTERS } from './password';

type JoinFormProps = {
  /** Whose password is set anew; null = somebody new, who chooses a name. */
  name: string | null;
  busy: boolean;
  problem: Error | null;
  onJoin: (written: { name?: string; password: string }) => void;
};

/** A name and a password of one's own, or only the password. */
export function JoinForm({ name: known, busy, problem, onJoin }: JoinFormProps) {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const taken = problem instanceof Problem && problem.code === 'name-taken';
  const tooShort = tried && !isLongEnough(password);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() && isLongEnough(password)) onJoin({ ...(!known && { name: name.trim() }), password });
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <TextField
        label={t('access.name')}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={100}
        required
        readOnly={known !== null}
        value={name}
        onText={setName}
        wrong={
          (taken && refusalOf(problem, i18n)) || (tried && !name.trim() ? t('access.nameMissing') : null)
        }
        hint={known ? undefined : t('access.nameHint')}
      />
      <TextField
        label={t(known ? 'access.newPassword' : 'access.password')}
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={LEAST_CHARACTERS}
        maxLength={200}
        required
        value={password}
        onText={setPassword}
        wrong={tooShort ? t('access.tooShort', { least: LEAST_CHARACTERS }) : null}
        hint={t('access.passwordHint', { least: LEAST_CHARACTERS })}
      />
      {problem && !taken && <Alert>{refusalOf(problem, i18n)}</Alert>}
      <Button type="submit" tone="accent" className="h-11" disabled={busy}>
        {t(known ? 'access.setPassword' : 'access.makeAccount')}
      </Button>
    </form>
  );
}
