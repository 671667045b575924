import { expect, test } from '@playwright/test';
import { hold, submit } from './farm';

test.use({ locale: 'tr-TR' });

test('a Turkish browser is spoken to in Turkish, from the place in the line to the picture', async ({
  page,
}) => {
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
