import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Key } from '@/shared/contract/keys';
import { ago, at } from '@/shared/text/when';
import { Button } from '@/shared/ui/Button';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { keyWords } from './keyWords';

type KeyRowProps = { value: Key; busy: boolean; onRevoke: () => void };

/** A key: what it may, until when, and whether anybody uses it. */
export function KeyRow({ value, busy, onRevoke }: KeyRowProps) {
  const { t, i18n } = useTranslation();
  const [asking, setAsking] = useState(false);
  const { name, lastUsedAt, lastUsedFrom, expiresAt } = value;
  const now = Date.now();
  const ending =
    expiresAt === null
      ? t('keys.endless')
      : Date.parse(expiresAt) <= now
        ? t('keys.ended')
        : t('keys.ends', { when: at(expiresAt, now, i18n.language) });
  const used = lastUsedAt
    ? t('keys.used', {
        when: ago(lastUsedAt, now, i18n.language) ?? t('account.justNow'),
        from: lastUsedFrom ?? '?',
      })
    : t('keys.unused');
  return (
    <li className="flex items-center gap-3 py-3 text-sm">
      <p className="min-w-0 flex-1">
        <span dir="auto" className="block font-medium wrap-anywhere">
          {name}
        </span>
        <span className="block text-muted">{[...keyWords(value, t), ending].join(' · ')}</span>
        <span className="block text-muted">{used}</span>
      </p>
      <Button
        size="small"
        className="text-danger hover:text-danger"
        aria-label={t('keys.revokeOf', { name })}
        disabled={busy}
        onClick={() => setAsking(true)}
      >
        {t('keys.revoke')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('keys.revokeAsk', { name })}
          yes={t('keys.revoke')}
          no={t('account.cancel')}
          usual="no"
          dangerous
          onNo={() => setAsking(false)}
          onYes={() => {
            setAsking(false);
            onRevoke();
          }}
        >
          <p className="text-sm text-pretty text-muted">{t('keys.revokeHint')}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}
