import { expect, type Page, test } from '@playwright/test';
import { onPhone } from './sizes';

/** What the browser itself complains about, from now on. */
function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on('console', (message) => {
    // The farm page asks for the workers, and is told by a 401 that they are the operator's.
    if (message.type() === 'error' && !message.text().includes('401')) heard.push(message.text());
  });
  page.on('pageerror', (error) => heard.push(String(error)));
  return heard;
}

/** Nothing is wider than the window, so that nobody has to scroll sideways. */
const expectFitting = (page: Page) =>
  expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
    .toBeLessThanOrEqual(0);

/** Through the sidebar, which on a phone is a sheet that closes behind whoever has chosen. */
async function visitEveryPage(page: Page, isPhone: boolean) {
  const heard = complaints(page);
  const go = async (name: string) => {
    if (isPhone) await page.getByRole('button', { name: 'Conversations' }).click();
    await page.getByRole('link', { name, exact: true }).last().click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };
  await page.goto('/');
  await expect(page).toHaveURL(/\/chat$/);
  await expect(page.getByRole('complementary')).toHaveCount(isPhone ? 0 : 1);
  await expect(page.getByTestId('prompt-input')).toBeVisible();
  await expectFitting(page);

  await go('Gallery');
  await expect(page.getByRole('heading', { name: 'My pictures' })).toBeVisible();
  await expect(page.getByText('Your finished pictures will hang here.')).toBeVisible();
  await expectFitting(page);

  await go('Farm');
  await expect(page.getByText('GPUs connected')).toBeVisible();
  await expect(page.getByLabel('Operator token')).toBeVisible();
  await expectFitting(page);

  await go('Account');
  await expect(page.getByText('You are here without an account')).toBeVisible();
  await expect(page.getByText('Asked for at once')).toBeVisible();
  await expectFitting(page);

  await go('New chat');
  await expect(page.getByText('What shall we make?')).toBeVisible();
  await expectFitting(page);
  expect(heard).toEqual([]);
}

test('every page is one step from every other, and fits its window', ({ page }) =>
  visitEveryPage(page, false));

onPhone(() => {
  test('every page is one step from every other, and fits its window', ({ page }) =>
    visitEveryPage(page, true));
});

test('an address that leads nowhere shows the app, which says so; a program is told as ever', async ({
  page,
}) => {
  const answer = await page.goto('/no/such/page');
  expect(answer?.status()).toBe(404);
  await expect(page.getByText('There is no page here.')).toBeVisible();
  await page.getByRole('link', { name: 'To the chat' }).click();
  await expect(page.getByTestId('prompt-input')).toBeVisible();

  for (const path of ['/no/such/page', '/api/no/such/call']) {
    const told = await page.request.get(path);
    expect(told.status()).toBe(404);
    expect(((await told.json()) as { code: string }).code).toBe('not-found');
  }
  const call = await page.request.get('/api/no/such/call', { headers: { Accept: 'text/html' } });
  expect(call.headers()['content-type']).toContain('application/problem+json');
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
