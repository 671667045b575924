import type { TFunction } from 'i18next';
import type { Key } from '@/shared/contract/keys';

const SCOPES = ['draw', 'read', 'operate'] as const;

/** What a key may and what it is, in words; a scope that this page does not know is told as it is. */
export function keyWords(
  { scopes, app, class: urgency }: Pick<Key, 'scopes' | 'app' | 'class'>,
  t: TFunction,
) {
  const known = SCOPES.filter((scope) => scopes.includes(scope)).map((scope) => t(`keys.scope.${scope}`));
  const others = scopes.filter((scope) => !SCOPES.some((each) => each === scope));
  return [
    ...known,
    ...others,
    ...(app ? [t('keys.ofApp')] : []),
    ...(urgency === 'batch' ? [t('keys.batch')] : []),
  ];
}
