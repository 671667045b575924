import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isLongEnough, LEAST_CHARACTERS } from '@/features/access/password';
import { own } from '@/shared/http/own';
import { refusalOf } from '@/shared/http/refusal';
import { Alert } from '@/shared/ui/Alert';
import { Button } from '@/shared/ui/Button';
import { TextField } from '@/shared/ui/TextField';
import { useToasts } from '@/shared/ui/ToastsContext';

type PasswordFormProps = { name: string; onDone: () => void };

/** A new password, by the one until now. */
export function PasswordForm({ name, onDone }: PasswordFormProps) {
  const { t, i18n } = useTranslation();
  const toasts = useToasts();
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const change = useMutation({
    mutationFn: () => own.changePassword(old, fresh),
    onSuccess: () => {
      toasts.show(t('account.passwordChanged'));
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (old && isLongEnough(fresh)) change.mutate();
  };
  return (
    <form onSubmit={submit} noValidate className="flex max-w-sm flex-col gap-4 pt-1">
      {/* For password managers, which else do not know whose it is. */}
      <input type="text" name="username" autoComplete="username" value={name} readOnly hidden />
      <TextField
        label={t('account.oldPassword')}
        type="password"
        autoComplete="current-password"
        value={old}
        onText={setOld}
      />
      <TextField
        label={t('access.newPassword')}
        type="password"
        autoComplete="new-password"
        value={fresh}
        onText={setFresh}
        hint={t('access.passwordHint', { least: LEAST_CHARACTERS })}
      />
      {change.error && <Alert>{refusalOf(change.error, i18n)}</Alert>}
      <Button
        type="submit"
        tone="accent"
        className="self-start"
        disabled={!old || !isLongEnough(fresh) || change.isPending}
      >
        {t('account.changePassword')}
      </Button>
    </form>
  );
}
