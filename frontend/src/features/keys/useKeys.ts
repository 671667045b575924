import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { KeyClass, NewKey } from '@/shared/contract/keys';
import { keyCalls } from '@/shared/http/keys';
import { refusalOf } from '@/shared/http/refusal';
import { useToasts } from '@/shared/ui/ToastsContext';

const KEYS = 'keys';

/** Keys of a person, or those of the farm, the newest first. */
export function useKeys(farms: boolean) {
  const { data, error } = useQuery({
    queryKey: [KEYS, farms],
    queryFn: () => keyCalls.list(farms),
    staleTime: 0,
  });
  // The farm's list holds everybody's.
  const items = data?.items.filter(({ person }) => !farms || person === null);
  return { keys: items, error };
}

export function useMakeKey() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ farms, key }: { farms: boolean; key: NewKey }) => keyCalls.make(farms, key),
    onSuccess: () => queries.invalidateQueries({ queryKey: [KEYS] }),
  });
}

/** Changes how urgent a key is, or what it counts beside others; for administrators. */
export function useChangeKey() {
  const queries = useQueryClient();
  const toasts = useToasts();
  const { t, i18n } = useTranslation();
  return useMutation({
    mutationFn: ({ id, ...change }: { id: string; class?: KeyClass; weight?: number }) =>
      keyCalls.change(id, change),
    onSuccess: () => toasts.show(t('keys.changed')),
    onError: (problem) => toasts.show(refusalOf(problem, i18n)),
    onSettled: () => queries.invalidateQueries({ queryKey: [KEYS] }),
  });
}

export function useRevokeKey(farms: boolean) {
  const queries = useQueryClient();
  const toasts = useToasts();
  const { t, i18n } = useTranslation();
  return useMutation({
    mutationFn: (id: string) => keyCalls.revoke(farms, id),
    onSuccess: () => toasts.show(t('keys.revoked')),
    onError: (problem) => toasts.show(refusalOf(problem, i18n)),
    onSettled: () => queries.invalidateQueries({ queryKey: [KEYS] }),
  });
}
