import { describe, expect, it } from 'vitest';
import i18next from '.';
import { en } from './en';
import { enPeople } from './enPeople';
import { tr } from './tr';
import { trPeople } from './trPeople';

type Texts = { [key: string]: string | string[] | Texts };

const flat = (texts: Texts, path = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, text]): [string, string][] => {
    if (typeof text === 'string') return [[`${path}${key}`, text]];
    return flat(Array.isArray(text) ? Object.fromEntries(text.entries()) : text, `${path}${key}.`);
  });

const english = flat({ ...en, ...enPeople });
const turkish = flat({ ...tr, ...trPeople });

/** What is the same word, sign or unit in both languages. */
const ALIKE = new Set([
  'settings.sides.small',
  'settings.sides.medium',
  'settings.sides.large',
  'farm.temperature',
]);

/** Words that English sentences can hardly do without and Turkish does not have. */
const ENGLISH_WORDS =
  /\b(the|this|that|these|is|are|was|were|not|no|and|or|of|for|from|with|your|you|it|its|again|picture|pictures|cancel|cancelled|delete|deleted|try|could|be|will|what|how|here|there|open|close|search|show|failed|waiting|ready|queued|started|lost|copy|new|all)\b/i;

/** What Turkish never writes with: letters that it lacks. */
const FOREIGN_LETTERS = /[qwx]/i;

const placeholders = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name).sort();
const bare = (text: string) => text.replace(/{{\w+}}|\.\/imece (status|admin)|LoRA|\b(GPU|QR|ZIP)\b/g, '');
const stem = (key: string) => key.replace(/_(one|other)$/, '');

describe('the languages', () => {
  it('have the same texts with the same placeholders', () => {
    const shape = (texts: [string, string][]) => texts.map(([key, text]) => [key, placeholders(text)]);
    expect(shape(turkish)).toEqual(shape(english));
  });

  it('say "Position:" in one place only', () => {
    expect(english.filter(([, text]) => text.includes('Position:'))).toEqual([
      ['card.position', 'Position: {{position}}'],
    ]);
    expect(turkish.filter(([, text]) => text.includes('Sıra:'))).toEqual([
      ['card.position', 'Sıra: {{position}}'],
    ]);
  });

  it('have no text that was left in the other language', () => {
    const spoken = new Map(english);
    const alike = turkish.filter(([key, text]) => spoken.get(key) === text && /\p{L}{1,}/u.test(bare(text)));
    expect(alike.map(([key]) => key).filter((key) => !ALIKE.has(key))).toEqual([]);
    expect(
      [...ALIKE].filter((key) => !alike.some(([each]) => each === key)),
      'said to be alike, but is not',
    ).toEqual([]);
  });

  it('do not mix: no English in a Turkish text, and no Turkish letter in an English one', () => {
    const suspect = ([, text]: [string, string]) =>
      ENGLISH_WORDS.test(bare(text)) || FOREIGN_LETTERS.test(bare(text));
    expect(turkish.filter(suspect)).toEqual([]);
    expect(english.filter(([, text]) => /[çğıöşüÇĞİÖŞÜ]/.test(text))).toEqual([]);
  });

  it('leave no text empty, nor with a space at an end', () => {
    for (const [key, text] of [...english, ...turkish]) {
      expect(text, key).not.toBe('');
      expect(text.trim(), key).toBe(text);
    }
  });

  it('end a sentence where the other language does', () => {
    const ends = ([key, text]: [string, string]) => [key, /[.!?…]$/.exec(text)?.[0] ?? ''];
    expect(turkish.map(ends)).toEqual(english.map(ends));
  });

  it('have one and many of everything that is counted, and say the number', () => {
    for (const texts of [english, turkish]) {
      const counted = texts.filter(([key]) => key !== stem(key));
      for (const [key, text] of counted) {
        const forms = counted.filter(([other]) => stem(other) === stem(key)).map(([other]) => other);
        expect(forms.sort(), key).toEqual([`${stem(key)}_one`, `${stem(key)}_other`]);
        expect(placeholders(text), key).toContain('count');
      }
    }
  });

  it.each([
    [1, '1 picture waiting', '1 resim bekliyor'],
    [2, '2 pictures waiting', '2 resim bekliyor'],
    [0, '0 pictures waiting', '0 resim bekliyor'],
    [21, '21 pictures waiting', '21 resim bekliyor'],
  ])('count %i', async (count, inEnglish, inTurkish) => {
    await i18next.changeLanguage('en');
    expect(i18next.t('line.others', { count })).toBe(inEnglish);
    await i18next.changeLanguage('tr');
    expect(i18next.t('line.others', { count })).toBe(inTurkish);
  });

  it('use one form for one and another for many wherever English does', () => {
    const same = english.filter(([key, text]) => {
      const many = english.find(([other]) => other === `${stem(key)}_other`);
      return key.endsWith('_one') && many?.[1] === text;
    });
    expect(same.map(([key]) => key)).toEqual(['line.ahead_one']);
  });
});
