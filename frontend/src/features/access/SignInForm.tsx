import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { access } from '@/shared/http/access';
import { refusalOf } from '@/shared/http/refusal';
import { Alert } from '@/shared/ui/Alert';
import { Button, buttonLook } from '@/shared/ui/Button';
import { TextField } from '@/shared/ui/TextField';
import { wholePage } from '@/shared/ui/wholePage';
import { expectArrival } from './arrival';

type SignInFormProps = {
  /** Where to go on afterwards. */
  from: string;
  /** What the button of the other way says; null = there is none. */
  provider: string | null;
};

/** Name and password, and the other way where the farm has one. */
export function SignInForm({ from, provider }: SignInFormProps) {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => access.signIn(name.trim(), password),
    onSuccess: () => {
      expectArrival(from);
      wholePage.go(from);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() && password) signIn.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <TextField
        label={t('access.name')}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        value={name}
        onText={setName}
      />
      <TextField
        label={t('access.password')}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onText={setPassword}
      />
      {signIn.error && <Alert>{refusalOf(signIn.error, i18n)}</Alert>}
      <Button
        type="submit"
        tone="accent"
        className="h-11"
        disabled={!name.trim() || !password || signIn.isPending || signIn.isSuccess}
      >
        {t('access.signIn')}
      </Button>
      {provider && (
        // Away from this app, to somebody who may send it back.
        <a
          href="/oidc/start"
          onClick={() => expectArrival(from)}
          className={`${buttonLook({ tone: 'soft' })} h-11 bg-sunken`}
        >
          {t('access.by', { provider })}
        </a>
      )}
    </form>
  );
}
