import { beforeEach, expect, it } from 'vitest';
import i18next from '@/i18n';
import { goldenWhy } from '../../../test/golden';
import { standingText, whyText } from './why';

beforeEach(async () => {
  await i18next.changeLanguage('en');
});

it.each([
  [
    goldenWhy('ahead-in-turn', { jobs: 1, gpuSeconds: 25, people: 1 }),
    '1 picture of 1 person comes first: 25\u00a0s of GPU time.',
    'Önce 1 kişiye ait 1 resim var: 25\u00a0sn GPU süresi.',
  ],
  [
    goldenWhy('ahead-in-turn', { jobs: 900, gpuSeconds: 30_000 }),
    '900 pictures come first: 8\u00a0h of GPU time.',
    'Önce 900 resim var: 8\u00a0sa GPU süresi.',
  ],
  [
    goldenWhy('ahead-in-turn', { jobs: 2, people: 2 }),
    '2 pictures of 2 people come first.',
    'Önce 2 kişiye ait 2 resim var.',
  ],
  [goldenWhy('ahead-in-turn', { jobs: 1 }), '1 picture comes first.', 'Önce 1 resim var.'],
  [
    goldenWhy('let-past'),
    'Next. Pictures whose checkpoint was loaded went first.',
    'Sıradaki bu. Modeli yüklü olan resimler öne geçti.',
  ],
  [
    goldenWhy('let-past', { gpuSeconds: 90, mostGpuSeconds: 240 }),
    'Next. Pictures whose checkpoint was loaded went first: 90\u00a0s of GPU time, 4\u00a0min at most.',
    'Sıradaki bu. Modeli yüklü olan resimler öne geçti: 90\u00a0sn GPU süresi, en çok 4\u00a0dk.',
  ],
  [
    goldenWhy('gpu-held-by-another-program', { slots: 2 }),
    'Other programs use all 2 GPUs that could draw it.',
    'Onu çizebilecek 2 GPU’nun hepsini başka programlar kullanıyor.',
  ],
  [goldenWhy('backing-off'), 'It is tried again later.', 'Daha sonra yeniden denenecek.'],
  [
    goldenWhy('paused', { sentence: 'Back at noon.' }),
    'The operator has paused this: Back at noon.',
    'Yönetici bunu durdurdu: Back at noon.',
  ],
])('%j is told with its numbers', async (why, english, turkish) => {
  expect(whyText(why, i18next)).toBe(english);
  await i18next.changeLanguage('tr');
  expect(whyText(why, i18next)).toBe(turkish);
});

it('every reason has a sentence in each language', async () => {
  const reasons = [
    'ahead-in-turn',
    'loading-elsewhere',
    'let-past',
    'no-slot-offers',
    'gpu-held-by-another-program',
    'backing-off',
    'must-run-alone',
    'paused',
    'broker-away',
  ] as const;
  for (const language of ['en', 'tr']) {
    await i18next.changeLanguage(language);
    const told = reasons.map((reason) => whyText(goldenWhy(reason), i18next));
    expect(new Set(told).size).toBe(reasons.length);
    for (const sentence of told) expect(sentence).not.toMatch(/why\.|\{\{/);
  }
});

it('says nothing of who is simply next', () => {
  expect(standingText({ why: null, roseBecause: null }, i18next)).toBeNull();
});
