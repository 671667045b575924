import type { i18n as I18n } from 'i18next';
import { en } from '@/i18n/en';
import { Problem } from './Problem';

type KnownCode = keyof typeof en.error.known;

const isKnown = (code: string): code is KnownCode => Object.hasOwn(en.error.known, code);

/** Why a call did not succeed, in the reader's language where that is known, and when to try again. */
export function refusalOf(problem: unknown, { t }: I18n): string {
  if (!(problem instanceof Problem)) return t('error.unknown');
  const cause = isKnown(problem.code)
    ? t(`error.known.${problem.code}`)
    : problem.detail || t('error.unknown');
  const wait = problem.retryAfter ? t('error.retryAfter', { seconds: problem.retryAfter }) : null;
  return [cause, wait].filter(Boolean).join(' ');
}
