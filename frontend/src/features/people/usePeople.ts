import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Account } from '@/shared/contract/people';
import { Problem } from '@/shared/http/Problem';
import { peopleCalls } from '@/shared/http/people';
import { refusalOf } from '@/shared/http/refusal';
import { useToasts } from '@/shared/ui/ToastsContext';

const ACCOUNTS = ['accounts'] as const;
const INVITES = ['invites'] as const;

/** Whoever may not administer is told 401 or 403. */
const isLocked = (problem: unknown) =>
  problem instanceof Problem && (problem.status === 401 || problem.status === 403) && problem.isRefusal;

export function useAccounts() {
  const { data, error } = useQuery({ queryKey: ACCOUNTS, queryFn: peopleCalls.accounts, staleTime: 0 });
  return { accounts: data?.items, locked: isLocked(error), failed: Boolean(error) };
}

export function useInvites() {
  const { data } = useQuery({ queryKey: INVITES, queryFn: peopleCalls.invites, staleTime: 0 });
  return data?.items;
}

export function useInvite() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: peopleCalls.invite,
    onSuccess: () => queries.invalidateQueries({ queryKey: INVITES }),
  });
}

export function useRevokeInvite() {
  const queries = useQueryClient();
  const toasts = useToasts();
  const { t, i18n } = useTranslation();
  return useMutation({
    mutationFn: peopleCalls.revokeInvite,
    onSuccess: () => toasts.show(t('people.revoked')),
    onError: (problem) => toasts.show(refusalOf(problem, i18n)),
    onSettled: () => queries.invalidateQueries({ queryKey: INVITES }),
  });
}

/** What may be done with one account. */
export function useAccountOrders({ id }: Pick<Account, 'id'>) {
  const queries = useQueryClient();
  const toasts = useToasts();
  const { t, i18n } = useTranslation();
  const change = useMutation({
    mutationFn: (wanted: Parameters<typeof peopleCalls.change>[1]) => peopleCalls.change(id, wanted),
    onSuccess: () => toasts.show(t('people.changed')),
    onError: (problem) => toasts.show(refusalOf(problem, i18n)),
    onSettled: () => queries.invalidateQueries({ queryKey: ACCOUNTS }),
  });
  const weigh = useMutation({
    mutationFn: (weight: number) => peopleCalls.weigh(id, weight),
    onSuccess: () => toasts.show(t('people.changed')),
    onError: (problem) => toasts.show(refusalOf(problem, i18n)),
    onSettled: () => queries.invalidateQueries({ queryKey: ACCOUNTS }),
  });
  const link = useMutation({
    mutationFn: () => peopleCalls.passwordLink(id),
    onSuccess: () => queries.invalidateQueries({ queryKey: INVITES }),
    onError: (problem) => toasts.show(refusalOf(problem, i18n)),
  });
  return { change, weigh, link };
}
