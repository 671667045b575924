import { describe, expect, it } from 'vitest';
import { en } from './en';
import { tr } from './tr';

type Texts = { [key: string]: string | string[] | Texts };

const flat = (texts: Texts, path = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, text]): [string, string][] => {
    if (typeof text === 'string') return [[`${path}${key}`, text]];
    return flat(Array.isArray(text) ? Object.fromEntries(text.entries()) : text, `${path}${key}.`);
  });

const placeholders = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name).sort();

describe('the languages', () => {
  it('have the same texts with the same placeholders', () => {
    const shape = (texts: Texts) => flat(texts).map(([key, text]) => [key, placeholders(text)]);
    expect(shape(tr)).toEqual(shape(en));
  });

  it('say "Position:" in one place only', () => {
    expect(flat(en).filter(([, text]) => text.includes('Position:'))).toEqual([
      ['card.position', 'Position: {{position}}'],
    ]);
    expect(flat(tr).filter(([, text]) => text.includes('Sıra:'))).toEqual([
      ['card.position', 'Sıra: {{position}}'],
    ]);
  });
});
