import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KEY_CLASSES, type Key, type KeyClass } from '@/shared/contract/keys';
import { ago, at } from '@/shared/text/when';
import { Button } from '@/shared/ui/Button';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { WeightField } from '@/shared/ui/WeightField';
import { keyWords } from './keyWords';
import { useChangeKey } from './useKeys';

type KeyRowProps = {
  value: Key;
  /** How urgent it is and what it counts can be changed here. */
  changeable: boolean;
  busy: boolean;
  onRevoke: () => void;
};

/** A key: what it may, until when, and whether anybody uses it. */
export function KeyRow({ value, changeable, busy, onRevoke }: KeyRowProps) {
  const { t, i18n } = useTranslation();
  const [asking, setAsking] = useState(false);
  const change = useChangeKey();
  const { id, name, weight, lastUsedAt, lastUsedFrom, expiresAt } = value;
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
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3 text-sm">
      <p className="min-w-40 flex-1">
        <span dir="auto" className="block font-medium wrap-anywhere">
          {name}
        </span>
        <span className="block text-muted">{[...keyWords(value, t), ending].join(' · ')}</span>
        <span className="block text-muted">{used}</span>
      </p>
      {changeable && weight !== null && (
        <WeightField
          label={t('keys.weightOf', { name })}
          weight={weight}
          disabled={change.isPending}
          onWeight={(wanted) => change.mutate({ id, weight: wanted })}
        />
      )}
      {changeable && (
        <select
          aria-label={t('keys.classOf', { name })}
          value={value.class}
          disabled={change.isPending}
          onChange={({ target }) => change.mutate({ id, class: target.value as KeyClass })}
          className="h-8 rounded-full bg-sunken px-2.5 text-[0.8125rem] disabled:opacity-60"
        >
          {KEY_CLASSES.map((each) => (
            <option key={each} value={each}>
              {t(`keys.classes.${each}`)}
            </option>
          ))}
        </select>
      )}
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
