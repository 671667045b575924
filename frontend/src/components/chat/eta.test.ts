import { expect, it } from 'vitest';
import i18next from '@/i18n';
import { etaText } from './eta';

const told = (fromSeconds: number, toSeconds: number, rough = false) => {
  const text = etaText({ fromSeconds, toSeconds, rough });
  return i18next.t(text.key, text);
};

it.each([
  [8, 14, 'about 8–14 s', 'yaklaşık 8–14 sn'],
  [8.9, 14.1, 'about 8–15 s', 'yaklaşık 8–15 sn'],
  [0, 0, 'about 1 s', 'yaklaşık 1 sn'],
  [0, 3, 'about 1–3 s', 'yaklaşık 1–3 sn'],
  [5, 5, 'about 5 s', 'yaklaşık 5 sn'],
  [60, 119, 'about 60–119 s', 'yaklaşık 60–119 sn'],
  [60, 120, 'about 1–2 min', 'yaklaşık 1–2 dk'],
  [119, 121, 'about 1–3 min', 'yaklaşık 1–3 dk'],
  [120, 120, 'about 2 min', 'yaklaşık 2 dk'],
  [10, 200, 'about 1–4 min', 'yaklaşık 1–4 dk'],
  [9, 4, 'about 9 s', 'yaklaşık 9 sn'],
])('a wait of %d to %d s is told as %s', async (from, to, english, turkish) => {
  expect(told(from, to)).toBe(english);
  await i18next.changeLanguage('tr');
  expect(told(from, to)).toBe(turkish);
});

it.each([
  [3, 'about 10 s', 'yaklaşık 10 sn'],
  [84, 'about 90 s', 'yaklaşık 90 sn'],
  [125, 'about 2 min', 'yaklaşık 2 dk'],
  [1_150, 'about 20 min', 'yaklaşık 20 dk'],
  [14_000, 'about 4 h', 'yaklaşık 4 sa'],
])('a rough figure of %d s is told as %s', async (seconds, english, turkish) => {
  expect(told(seconds, seconds, true)).toBe(english);
  await i18next.changeLanguage('tr');
  expect(told(seconds, seconds, true)).toBe(turkish);
});
