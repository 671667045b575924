import type { TFunction } from 'i18next';
import type { CardJob } from '@/components/chat/CardJob';
import type { Problem } from '@/shared/http/Problem';

/** A refused or lost prompt as the error that its card shows. */
export function errorOf(problem: Problem, t: TFunction): NonNullable<CardJob['error']> {
  const wait = problem.retryAfter ? t('error.retryAfter', { seconds: problem.retryAfter }) : '';
  return {
    code: problem.code,
    message: [problem.detail, wait].filter(Boolean).join(' '),
    retryable: problem.passesUnderKey,
  };
}
