import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { operatorToken } from './farm';

/** Nothing that axe objects to, in what the page shows now. */
async function expectClean(page: Page, what: string) {
  // What fades in is judged once it stands.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))),
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  expect(found, what).toEqual([]);
}

const SIZES = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, viewport] of Object.entries(SIZES)) {
    test(`axe finds nothing to object to in any place, ${colorScheme}, ${name}`, async ({ browser }) => {
      const token = operatorToken();
      const context = await browser.newContext({
        colorScheme,
        viewport,
        locale: 'en-US',
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      await page.goto('/chat');
      await expect(page.getByTestId('prompt-input')).toBeVisible();
      await page.getByRole('button', { name: 'Settings' }).click();
      await page.getByRole('slider', { name: /Pictures/ }).fill('2');
      // Long enough to be looked at while they wait.
      await page.getByRole('slider', { name: /Steps/ }).fill('60');
      await expectClean(page, 'a new chat with its settings');

      await page.getByTestId('prompt-input').fill('a paper lighthouse at dawn');
      await page.getByTestId('submit-button').click();
      await page.getByTestId('line-strip').click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectClean(page, 'my pictures in the line');
      await page.keyboard.press('Escape');
      await expect(page.getByTestId('job-complete')).toHaveCount(2, { timeout: 60_000 });
      await expectClean(page, 'a conversation');

      const opener = page.getByRole('button', { name: 'Open the picture' }).first();
      await opener.click();
      await expect(page.getByRole('dialog', { name: 'Picture' })).toBeVisible();
      await expectClean(page, 'the lightbox');
      await page.keyboard.press('Escape');
      await expect(opener).toBeFocused();

      await page.goto('/gallery');
      await expect(page.getByRole('button', { name: /^Open “/ }).first()).toBeVisible();
      await page.getByRole('button', { name: 'Filter' }).click();
      await expectClean(page, 'the gallery');

      await page.goto('/farm');
      await expect(page.getByRole('img', { name: /Pictures waiting over time/ })).toBeVisible();
      await expectClean(page, 'the farm');
      await page.getByLabel('Operator token').fill(token);
      await page.getByRole('button', { name: 'Enter' }).click();
      await expect(page.getByRole('article', { name: 'worker-1' })).toBeVisible();
      await expectClean(page, 'the farm, for its operator');
      await context.close();
    });
  }
}
