import { useMutation } from '@tanstack/react-query';
import { KeyRound, LogIn, LogOut, Undo2, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { noteLetIn } from '@/features/access/arrival';
import type { Who } from '@/shared/contract/who';
import { access } from '@/shared/http/access';
import { refusalOf } from '@/shared/http/refusal';
import { Alert } from '@/shared/ui/Alert';
import { Button, buttonLook } from '@/shared/ui/Button';
import { wholePage } from '@/shared/ui/wholePage';
import { PasswordForm } from './PasswordForm';

/** Who somebody is here, and how to be somebody else. */
export function WhoSection({ who }: { who: Who }) {
  const { t, i18n } = useTranslation();
  const [changing, setChanging] = useState(false);
  const onSuccess = () => wholePage.go('/chat');
  const signOut = useMutation({
    mutationFn: access.signOut,
    onSuccess: () => {
      noteLetIn(false);
      onSuccess();
    },
  });
  const goBack = useMutation({ mutationFn: access.goBack, onSuccess });
  const problem = signOut.error ?? goBack.error;
  const isAccount = who.kind === 'account';
  return (
    <div className="flex flex-col gap-4 rounded-2xl bg-raised p-5 shadow-soft">
      <div className="flex flex-col gap-1">
        <p dir="auto" className="text-lg font-semibold wrap-anywhere">
          {isAccount ? who.name : t('account.visitor')}
        </p>
        <p className="text-sm text-pretty text-muted">
          {isAccount ? t(`account.role.${who.role ?? 'user'}`) : t('account.visitorHint')}
        </p>
        {who.kind === 'operator' && (
          <p className="text-sm text-pretty text-muted">{t('account.operatorToken')}</p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        {isAccount ? (
          <>
            <Link to="/keys" title={t('account.keysHint')} className={soft}>
              <KeyRound className="size-4" aria-hidden="true" />
              {t('account.keys')}
            </Link>
            {who.scopes.includes('administer') && (
              <Link to="/people" title={t('account.peopleHint')} className={soft}>
                <Users className="size-4" aria-hidden="true" />
                {t('account.people')}
              </Link>
            )}
            {who.hasPassword && (
              <Button
                tone="soft"
                className="bg-sunken"
                aria-expanded={changing}
                onClick={() => setChanging(!changing)}
              >
                {t('account.changePassword')}
              </Button>
            )}
            <Button
              tone="soft"
              className="bg-sunken"
              disabled={signOut.isPending}
              onClick={() => signOut.mutate()}
            >
              <LogOut className="size-4" aria-hidden="true" />
              {t('account.signOut')}
            </Button>
          </>
        ) : (
          <Link to="/sign-in" state={{ from: '/account' }} className={soft}>
            <LogIn className="size-4" aria-hidden="true" />
            {t('access.signIn')}
          </Link>
        )}
        {who.canGoBack && (
          <Button
            tone="soft"
            className="bg-sunken"
            title={t('account.backHint')}
            disabled={goBack.isPending}
            onClick={() => goBack.mutate()}
          >
            <Undo2 className="size-4" aria-hidden="true" />
            {t('account.back')}
          </Button>
        )}
      </div>
      {problem && <Alert>{refusalOf(problem, i18n)}</Alert>}
      {changing && <PasswordForm name={who.name ?? ''} onDone={() => setChanging(false)} />}
    </div>
  );
}

const soft = `${buttonLook({ tone: 'soft' })} bg-sunken`;
