import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Account, ROLES, type Role } from '@/shared/contract/people';
import { day } from '@/shared/text/when';
import { Button } from '@/shared/ui/Button';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { WeightField } from '@/shared/ui/WeightField';
import { MadeLink } from './MadeLink';
import { useAccountOrders } from './usePeople';

type AccountRowProps = {
  account: Account;
  /** It is that of whoever looks: they cannot shut themselves out here. */
  own: boolean;
};

/** One account: what it may, and letting it in or not. */
export function AccountRow({ account, own }: AccountRowProps) {
  const { t, i18n } = useTranslation();
  const { change, weigh, link } = useAccountOrders(account);
  const [asking, setAsking] = useState(false);
  const { name, role, weight, createdAt, disabledAt, hasPassword } = account;
  const said = [
    own && t('people.you'),
    disabledAt !== null && t('people.disabled'),
    !hasPassword && t('people.vouchedFor'),
    createdAt && t('people.since', { when: day(createdAt, i18n.language) }),
  ];
  const made = link.data;
  return (
    <li className="flex flex-col gap-3 py-3 text-sm">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="min-w-40 flex-1">
          <span
            dir="auto"
            className={
              disabledAt === null ? 'block font-medium wrap-anywhere' : 'block wrap-anywhere text-muted'
            }
          >
            {name}
          </span>
          <span className="block text-muted">{said.filter(Boolean).join(' · ')}</span>
        </p>
        <WeightField
          label={t('people.weightOf', { name })}
          weight={weight}
          disabled={weigh.isPending}
          onWeight={weigh.mutate}
        />
        <select
          aria-label={t('people.roleOf', { name })}
          value={role}
          disabled={own || change.isPending}
          onChange={(event) => change.mutate({ role: event.target.value as Role })}
          className="h-8 rounded-full bg-sunken px-2.5 text-[0.8125rem] disabled:opacity-60"
        >
          {ROLES.map((each) => (
            <option key={each} value={each}>
              {t(`people.role.${each}`)}
            </option>
          ))}
        </select>
        {hasPassword && (
          <Button
            size="small"
            aria-label={t('people.passwordLinkOf', { name })}
            disabled={link.isPending}
            onClick={() => link.mutate()}
          >
            {t('people.passwordLink')}
          </Button>
        )}
        {!own &&
          (disabledAt === null ? (
            <Button
              size="small"
              className="text-danger hover:text-danger"
              aria-label={t('people.disableOf', { name })}
              disabled={change.isPending}
              onClick={() => setAsking(true)}
            >
              {t('people.disable')}
            </Button>
          ) : (
            <Button
              size="small"
              aria-label={t('people.enableOf', { name })}
              disabled={change.isPending}
              onClick={() => change.mutate({ disabled: false })}
            >
              {t('people.enable')}
            </Button>
          ))}
      </div>
      {made && (
        <MadeLink
          label={t('account.link')}
          hint={t('people.passwordLinkMade', { name })}
          link={made.link}
          onDone={link.reset}
        />
      )}
      {asking && (
        <ConfirmDialog
          title={t('people.disableAsk', { name })}
          yes={t('people.disable')}
          no={t('account.cancel')}
          usual="no"
          dangerous
          onNo={() => setAsking(false)}
          onYes={() => {
            setAsking(false);
            change.mutate({ disabled: true });
          }}
        >
          <p className="text-sm text-pretty text-muted">{t('people.disableHint')}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}
