import type { i18n as I18n } from 'i18next';
import type { en } from '@/i18n/en';

type Phrase = keyof typeof en.note;

/** The gateway's phrases (its `job/Words`), one part of a note each. */
const PHRASES: readonly [RegExp, Phrase][] = [
  [/^(?<worker>.+) vanished$/, 'vanished'],
  [/^(?<worker>.+) lost its connection$/, 'disconnected'],
  [/^(?<worker>.+) is back$/, 'back'],
  [/^(?<worker>.+) gave it back: .+$/, 'givenBack'],
  [/^failed on (?<worker>.+) \((?<code>[\w-]+)\)$/, 'failed'],
  [/^restarted on (?<worker>.+)$/, 'restarted'],
  [/^waiting for a free GPU$/, 'waitsForGpu'],
  [/^waiting for another try$/, 'waitsForTry'],
  [/^waiting a moment in case it comes back$/, 'waitsForWorker'],
];

/** What happened to a job on the way, in the reader's language where every part of it is known, else as it was told. */
export function noteOf(note: string, { t, language }: I18n): string {
  if (language === 'en') return note;
  const parts = note.split(', ').map((part) => {
    for (const [phrase, key] of PHRASES) {
      const { worker = '', code = '' } = phrase.exec(part)?.groups ?? {};
      if (phrase.test(part)) return t(`note.${key}`, { worker, code });
    }
    return null;
  });
  return parts.includes(null) ? note : parts.join(', ');
}
