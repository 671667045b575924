import type { UseMutationResult } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/shared/http/Problem';
import { Button } from '@/shared/ui/Button';

type OperatorDoorProps = {
  enter: Pick<UseMutationResult<unknown, Error, string>, 'mutate' | 'isPending' | 'error'>;
};

/** Says what stands behind the operator's token, where to find it, and takes it. */
export function OperatorDoor({ enter }: OperatorDoorProps) {
  const { t } = useTranslation();
  const [token, setToken] = useState('');
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token.trim()) enter.mutate(token.trim());
  };
  const wrong = enter.error instanceof Problem && enter.error.status === 401 && enter.error.isRefusal;
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 rounded-2xl bg-raised p-5 shadow-soft">
      <p className="text-sm text-pretty text-muted">{t('farm.locked')}</p>
      <div className="flex flex-wrap gap-2">
        <input
          type="password"
          autoComplete="off"
          value={token}
          onChange={(event) => setToken(event.target.value)}
          aria-label={t('farm.token')}
          aria-invalid={wrong || undefined}
          aria-describedby={enter.error ? id : undefined}
          placeholder={t('farm.token')}
          className="h-9 min-w-0 flex-1 basis-56 rounded-full bg-sunken px-4 text-base text-ink outline-none placeholder:text-muted focus-visible:ring-1 focus-visible:ring-accent sm:text-sm"
        />
        <Button type="submit" tone="accent" disabled={!token.trim() || enter.isPending}>
          {t('farm.enter')}
        </Button>
      </div>
      {enter.error && (
        <p id={id} role="alert" className="text-sm text-danger">
          {t(wrong ? 'farm.wrongToken' : 'farm.notNow')}
        </p>
      )}
    </form>
  );
}
