import type { i18n as I18n } from 'i18next';
import { en } from '@/i18n/en';
import type { CardJob } from './CardJob';

type KnownCode = keyof typeof en.error.known;

const isKnown = (code: string | undefined): code is KnownCode =>
  code !== undefined && Object.hasOwn(en.error.known, code);

/** The cause in the reader's language where we know it, else in the farm's words; `raw` is what else the farm said. */
export function causeOf(error: CardJob['error'], { t }: I18n): { sentence: string; raw: string | null } {
  const said = error?.message || null;
  if (isKnown(error?.code)) return { sentence: t(`error.known.${error.code}`), raw: said };
  return { sentence: said ?? t('error.unknown'), raw: null };
}
