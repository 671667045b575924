import { expect, test } from '@playwright/test';
import { hold, submit } from './farm';

test.describe('a Turkish browser', () => {
  test.use({ locale: 'tr-TR' });

  test('is spoken to in Turkish, from the place in the line to the picture', async ({ page }) => {
    await page.goto('/chat');
    const release = await hold(page);
    await submit(page, 'kâğıttan bir deniz feneri');
    await expect(page.getByTestId('queue-position')).toHaveText('Sıra: 1');
    await release();
    await expect(page.getByTestId('job-complete')).toContainText('tohum', { timeout: 60_000 });
    await expect(page.locator('html')).toHaveAttribute('lang', 'tr');
    await expect(page.locator('body')).not.toContainText('Position:');
    await page.goto('/farm');
    await expect(page.getByRole('heading', { name: 'Çiftlik' })).toBeVisible();
  });
});

test('what is chosen for look and language is there before the first paint of the next visit', async ({
  page,
}) => {
  await page.goto('/chat');
  const preferences = page.getByRole('button', { name: 'Appearance and language' });
  await preferences.click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await preferences.click();
  await page.getByRole('menuitemradio', { name: 'Türkçe' }).click();
  await page.route('**/assets/*.js', (route) => route.abort());
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.unroute('**/assets/*.js');
  await page.reload();
  await expect(page.getByRole('link', { name: 'Yeni sohbet' })).toBeVisible();
});
