import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { operatorToken } from './farm';
import { CONVERSATION, InventedConversation } from './inventedConversation';
import { ALL } from './sizes';

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

type Look = { colorScheme: 'light' | 'dark'; viewport: { width: number; height: number } };

test.use({ reducedMotion: 'reduce' });

/** Nothing that axe objects to, in what the page shows now, in each of these looks. */
async function expectClean(page: Page, looks: Look[], what: string) {
  for (const { colorScheme, viewport } of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    // What fades in is judged once it stands. What moves for ever, such as a bar of unknown length, is not waited for; nor is
    // an animation's own promise, which is never kept once the animation has begun anew.
    await page.waitForFunction(() =>
      document
        .getAnimations()
        .every(
          ({ playState, effect }) =>
            playState !== 'running' || effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY,
        ),
    );
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    expect(found, `${what}, ${colorScheme}, ${viewport.width} wide`).toEqual([]);
  }
}

/** One walk over all places; the farm is real, and the pictures are invented: nothing has to be drawn for this. */
async function walk(page: Page, looks: Look[]) {
  await new InventedConversation(8, 3, { error: 3, cancelled: 4 }).serve(page);
  const clean = (what: string) => expectClean(page, looks, what);

  await page.goto(`/chat/${CONVERSATION}`);
  for (const state of ['queued', 'processing', 'complete', 'error', 'cancelled'])
    await expect(page.getByTestId(`job-${state}`).first()).toBeAttached();
  await clean('a conversation');
  await page.getByTestId('line-strip').click();
  await expect(page.getByRole('dialog')).toContainText('Cancel all 2 that wait');
  await clean('my pictures in the line');
  await page.keyboard.press('Escape');

  const opener = page.getByRole('button', { name: 'Open the picture' }).first();
  await opener.click();
  await expect(page.getByRole('dialog', { name: 'Picture' })).toBeVisible();
  await clean('the lightbox');
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();

  await page.getByRole('link', { name: 'New chat' }).first().click();
  await expect(page.getByText('What shall we make?')).toBeVisible();
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('slider', { name: /Steps/ })).toBeVisible();
  await clean('a new chat with its settings');

  await page.goto('/gallery');
  await expect(page.getByRole('button', { name: /^Open “/ }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Filter' }).click();
  await clean('the gallery');

  await page.goto('/farm');
  await expect(page.getByRole('img', { name: /Pictures waiting over time/ })).toBeVisible();
  await clean('the farm');
  await page.getByLabel('Operator token').fill(operatorToken());
  await page.getByRole('button', { name: 'Enter' }).click();
  await expect(page.getByRole('article', { name: 'worker-1' })).toBeVisible();
  await clean('the farm, for its operator');
}

test('axe finds nothing to object to in any place, in the light on a desk and in the dark on a phone', ({
  page,
}) =>
  walk(page, [
    { colorScheme: 'light', viewport: DESK },
    { colorScheme: 'dark', viewport: PHONE },
  ]));

test(
  'axe finds nothing to object to in any place, in the dark on a desk and in the light on a phone',
  ALL,
  ({ page }) =>
    walk(page, [
      { colorScheme: 'dark', viewport: DESK },
      { colorScheme: 'light', viewport: PHONE },
    ]),
);
