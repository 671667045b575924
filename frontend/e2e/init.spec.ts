import { expect, type Page, test } from '@playwright/test';
import { submit } from './farm';
import { ALL, onPhone } from './sizes';

type Listed = { items: { status: string; image: { url: string } | null; spec: Record<string, unknown> }[] };

const newest = async (page: Page) => {
  const { items } = (await (await page.request.get('/api/jobs?limit=1')).json()) as Listed;
  return items[0];
};

const pictures = (page: Page) => page.getByTestId('job-complete').getByRole('img');

async function beginFromPictures(page: Page) {
  await page.goto('/chat');
  await submit(page, 'a harbour in the morning');
  await expect(pictures(page)).toHaveCount(1);
  const first = await newest(page);
  const bytes = await (await page.request.get(first?.image?.url ?? '')).body();

  await page.getByRole('button', { name: 'Open the picture' }).click();
  await page.getByRole('button', { name: 'Begin from it' }).click();
  await expect(page.getByTestId('init-picture')).toBeVisible();
  await submit(page, 'the same harbour, at night');
  await expect(pictures(page)).toHaveCount(2);
  expect((await newest(page))?.spec.initImageId).toBe(first?.image?.url.split('/').pop());

  await page.getByRole('button', { name: 'Do not begin from this picture' }).click();
  await expect(page.getByTestId('init-picture')).toHaveCount(0);
  await page
    .getByTestId('init-file')
    .setInputFiles({ name: 'harbour.png', mimeType: 'image/png', buffer: bytes });
  await page.getByTestId('init-picture').getByRole('slider').fill('0.3');
  await submit(page, 'the harbour, in snow');
  await expect(pictures(page)).toHaveCount(3);
  const last = await newest(page);
  expect(last?.spec.denoisingStrength).toBe(0.3);
  expect(last?.spec.initImageId).not.toBe(first?.image?.url.split('/').pop());
  const drawn = await (await page.request.get(last?.image?.url ?? '')).body();
  expect(drawn.equals(bytes)).toBe(false);
}

test('a picture begins from one of my own, and from one of my device', ({ page }) => beginFromPictures(page));

onPhone(() => {
  test('a picture begins from one of my own, and from one of my device', ALL, ({ page }) =>
    beginFromPictures(page),
  );
});
