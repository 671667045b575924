import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en';
import { tr } from './tr';

export const LANGUAGES = { en: 'English', tr: 'Türkçe' } as const;
export type LanguageCode = keyof typeof LANGUAGES;

const CHOICE = 'imece.language';

const isKnown = (code: string | null | undefined): code is LanguageCode =>
  code !== null && code !== undefined && Object.hasOwn(LANGUAGES, code);

/** What was chosen, else the first language that the browser asks for and we speak, else English. */
function preferred(): LanguageCode {
  const chosen = readChoice();
  if (isKnown(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.split('-')[0]).find(isKnown) ?? 'en';
}

function readChoice(): string | null {
  try {
    return localStorage.getItem(CHOICE);
  } catch {
    return null;
  }
}

export function chooseLanguage(code: LanguageCode): void {
  try {
    localStorage.setItem(CHOICE, code);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
  void i18next.changeLanguage(code);
}

i18next.on('languageChanged', (code) => {
  document.documentElement.lang = code;
});

void i18next.use(initReactI18next).init({
  resources: { en: { translation: en }, tr: { translation: tr } },
  lng: preferred(),
  fallbackLng: 'en',
  initAsync: false,
  returnObjects: true,
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
});

export default i18next;
