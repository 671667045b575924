import { expect, type Page, test } from '@playwright/test';
import { chooseSteps, hold, kill, places, screen, submit } from './farm';
import { ALL, ALONE } from './sizes';

/** Steps of a run that is still going when something is done to it. */
const LONG = 120;

const state = (page: Page, name: string) => page.getByTestId(`job-${name}`);

async function open(page: Page) {
  await page.goto('/chat');
  await expect(page.getByTestId('prompt-input')).toBeVisible();
}

test(
  'a reload in any state gives the screen of a tab that was left alone',
  ALL,
  async ({ page, context }) => {
    await open(page);
    const release = await hold(page);
    await submit(page, 'a picture to finish');
    await expect(page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/);
    await submit(page, 'a picture to fail [fail]');
    await submit(page, 'a picture to cancel');
    await expect.poll(() => places(page)).toEqual(['Position: 1', 'Position: 2', 'Position: 3']);
    const leftAlone = await context.newPage();
    await leftAlone.goto(page.url());
    await expect.poll(() => places(leftAlone)).toHaveLength(3);

    const reloadsAlike = async (what: string) => {
      await page.reload();
      await expect
        .poll(async () => (await screen(page)) === (await screen(leftAlone)), {
          message: what,
          timeout: 10_000,
        })
        .toBe(true)
        .catch(async () => expect(await screen(page), what).toBe(await screen(leftAlone)));
    };
    await reloadsAlike('all queued');
    const third = page.locator('[data-job-id]').filter({ hasText: 'Position: 3' });
    await third.getByRole('button', { name: 'Cancel' }).click();
    await expect(state(leftAlone, 'cancelled')).toHaveCount(1);
    await reloadsAlike('one cancelled');
    await release();
    await expect(state(leftAlone, 'processing')).toHaveCount(1);
    await reloadsAlike('one processing, or just over');
    await expect(state(leftAlone, 'complete')).toHaveCount(1, { timeout: 60_000 });
    await expect(state(leftAlone, 'error')).toHaveCount(1, { timeout: 60_000 });
    await reloadsAlike('all over');
  },
);

test('a prompt whose answer got lost outlives a reload, and is asked for once', ALL, async ({ page }) => {
  await open(page);
  await submit(page, 'a chat to write into');
  await expect(state(page, 'complete')).toHaveCount(1, { timeout: 60_000 });
  const posts = '**/api/conversations/*/messages';
  let accepted = 0;
  await page.route(posts, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    // The farm takes it, and the way back is cut.
    accepted += (await route.fetch()).status() === 202 ? 1 : 0;
    return route.abort();
  });
  await submit(page, 'a lamp whose answer got lost');
  await expect.poll(() => accepted).toBeGreaterThan(0);
  await page.reload();
  await expect(page.getByText('a lamp whose answer got lost', { exact: true })).not.toHaveCount(0);
  await page.unroute(posts);
  await expect(state(page, 'complete')).toHaveCount(2, { timeout: 60_000 });
  await page.reload();
  await expect(state(page, 'complete')).toHaveCount(2);
  await expect(page.getByText('a lamp whose answer got lost', { exact: true })).toHaveCount(1);
});

test('a running picture is cancelled, and tried again under the same prompt', async ({ page }) => {
  await open(page);
  await chooseSteps(page, LONG);
  await submit(page, 'a hill, once more');
  await expect(state(page, 'processing')).toContainText(/step [1-9]/);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(state(page, 'cancelled')).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(state(page, 'complete')).toHaveCount(1, { timeout: 60_000 });
  await expect(page.getByText('a hill, once more', { exact: true })).toHaveCount(1);
});

test(
  'a gateway that dies in mid-job is told, and the picture comes without a reload',
  ALONE,
  async ({ page }) => {
    await open(page);
    await chooseSteps(page, 150);
    await submit(page, 'a long hill');
    await expect(state(page, 'processing')).toContainText(/step [1-9]/);
    await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
    kill('gateway-1');
    await expect(page.getByTestId('connection-banner')).toContainText('Connection lost');
    await expect(state(page, 'processing')).toHaveAttribute('data-stale');
    await expect(page.getByRole('button', { name: 'Cancel' })).toBeDisabled();
    await page.getByTestId('prompt-input').fill('written meanwhile');
    await expect(page.getByTestId('submit-button')).toBeDisabled();

    await expect(page.getByTestId('connection-banner')).toBeEmpty({ timeout: 60_000 });
    await expect(page.getByTestId('submit-button')).toBeEnabled();
    await expect(state(page, 'complete')).toHaveCount(1, { timeout: 60_000 });
    await expect(page.getByTestId('prompt-input')).toHaveValue('written meanwhile');
    expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true);
    const undisturbed = await screen(page);
    await page.reload();
    await expect.poll(() => screen(page)).toBe(undisturbed);
  },
);

test('a worker that dies in mid-job is told on the card, and in how it went', async ({ page }) => {
  await open(page);
  await chooseSteps(page, LONG);
  await submit(page, 'an unlucky hill');
  await expect(state(page, 'processing')).toContainText(/step [1-9]/);
  kill('worker-1');
  await expect(page.getByText(/worker-1 vanished, restarted on worker-1/)).toBeVisible({ timeout: 60_000 });
  await expect(state(page, 'processing')).toContainText('attempt 2');
  await expect(state(page, 'complete')).toHaveCount(1, { timeout: 60_000 });
  await page.getByRole('button', { name: 'Open the picture' }).click();
  await page.getByText('How it went').click();
  await expect(page.getByRole('dialog')).toContainText('the worker vanished');
  await expect(page.getByRole('dialog')).toContainText('done');
});

test(
  'two tabs keep in step: a prompt, a cancel, a new name, a deletion and its undoing',
  ALL,
  async ({ page, context }) => {
    await open(page);
    const release = await hold(page);
    await submit(page, 'a shared hill');
    await expect(page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/);
    const other = await context.newPage();
    await other.goto(page.url());
    await expect.poll(() => places(other)).toEqual(['Position: 1']);
    await submit(other, 'a second hill');
    await expect.poll(() => places(page)).toEqual(['Position: 1', 'Position: 2']);
    await page
      .locator('[data-job-id]')
      .filter({ hasText: 'Position: 2' })
      .getByRole('button', { name: 'Cancel' })
      .click();
    await expect(state(other, 'cancelled')).toHaveCount(1);
    await release();
    await expect(state(other, 'complete')).toHaveCount(1, { timeout: 60_000 });
    await expect.poll(() => screen(other)).toBe(await screen(page));

    const list = (tab: Page) => tab.getByRole('complementary');
    await list(page).getByRole('link', { name: 'a shared hill' }).hover();
    await list(page)
      .getByRole('button', { name: /^Rename/ })
      .click();
    await page.getByRole('textbox', { name: 'New title' }).fill('Hills');
    await page.keyboard.press('Enter');
    await expect(list(other).getByRole('link', { name: 'Hills' })).toBeVisible();

    await list(page).getByRole('link', { name: 'Hills' }).hover();
    await list(page)
      .getByRole('button', { name: /^Delete/ })
      .click();
    await expect(list(page).getByRole('link', { name: 'Hills' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(list(page).getByRole('link', { name: 'Hills' })).toBeVisible();
    await expect(list(other).getByRole('link', { name: 'Hills' })).toBeVisible();
  },
);

test(
  'four pictures of one prompt have states of their own, and one is cancelled alone',
  ALL,
  async ({ page }) => {
    await open(page);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('slider', { name: /Pictures/ }).fill('4');
    const release = await hold(page);
    await submit(page, 'four hills');
    await expect.poll(() => places(page)).toHaveLength(4);
    const grid = page.getByTestId('job-grid');
    await grid.locator('[data-job-id]').nth(2).getByRole('button', { name: 'Cancel' }).click();
    await expect(grid.getByTestId('job-cancelled')).toHaveCount(1);
    await release();
    await expect(grid.getByTestId('job-complete')).toHaveCount(3, { timeout: 60_000 });
    await expect(page).toHaveTitle('Imece');
  },
);
