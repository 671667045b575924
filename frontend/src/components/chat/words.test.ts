import { afterEach, expect, it } from 'vitest';
import i18next from '@/i18n';
import { causeOf } from './cause';
import { gpuName } from './gpuName';
import { noteOf } from './note';

afterEach(() => i18next.changeLanguage('en'));

it.each([
  ['worker-1 vanished, restarted on worker-2', 'worker-1 kayboldu, worker-2 üzerinde yeniden başladı'],
  ['worker-1 vanished, waiting for a free GPU', 'worker-1 kayboldu, boş bir GPU bekliyor'],
  ['worker-1 is back, waiting for a free GPU', 'worker-1 geri geldi, boş bir GPU bekliyor'],
  ['worker-1 gave it back: the GPU was busy', 'worker-1 işi geri verdi'],
  [
    'failed on worker-1 (out-of-memory), waiting for another try',
    'worker-1 üzerinde olmadı (out-of-memory), yeniden denenecek',
  ],
  ['worker-1 does something new', 'worker-1 does something new'],
  ['worker-1 vanished, and then something new', 'worker-1 vanished, and then something new'],
])('a note is told in Turkish where all of it is known: %s', async (told, turkish) => {
  expect(noteOf(told, i18next)).toBe(told);
  await i18next.changeLanguage('tr');
  expect(noteOf(told, i18next)).toBe(turkish);
});

it.each([
  'engine-error',
  'engine-lost',
  'engine-refused',
  'not-a-picture',
  'wrong-size',
  'worker-error',
  'upload-refused',
  'picture-unreadable',
  'init-image-unavailable',
  'store-full',
  'store-unavailable',
  'unavailable',
  'internal-error',
  'not-found',
])('a cause that the farm tells is told in both languages: %s', async (code) => {
  const tell = () => causeOf({ code, message: 'raw words', retryable: true }, i18next);
  const english = tell();
  expect(english).toMatchObject({ sentence: expect.stringMatching(/^[A-Z].*\.$/), raw: 'raw words' });
  await i18next.changeLanguage('tr');
  expect(tell().sentence).not.toBe(english.sentence);
  expect(tell().sentence).toMatch(/\.$/);
});

it.each([
  ['NVIDIA GeForce RTX 4090', 'RTX 4090'],
  ['NVIDIA H100 80GB HBM3', 'H100 80GB HBM3'],
  ['AMD Radeon RX 7900 XTX', 'RX 7900 XTX'],
  ['demo-0', 'demo-0'],
  ['', ''],
])('a GPU is called what people call it: %s', (full, short) => {
  expect(gpuName(full)).toBe(short);
});
