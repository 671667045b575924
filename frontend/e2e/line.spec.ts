import { expect, type Page, test } from '@playwright/test';
import { hold, places, submit } from './farm';
import { ALL, onPhone } from './sizes';

/** The farm of these tests has one slot, so what stands in the line is the line. */

/** Half of what the demo engine takes for one picture. */
const HALF_A_PICTURE_MS = 1_000;

interface Moment {
  at: number;
  positions: string[];
  processing: string[];
}

/** Notes what the page shows at every change of it. */
async function watch(page: Page): Promise<() => Promise<Moment[]>> {
  await page.evaluate(() => {
    const moments: unknown[] = [];
    const note = () =>
      moments.push({
        at: performance.now(),
        positions: [...document.querySelectorAll('[data-testid=queue-position]')].map(
          (each) => each.textContent,
        ),
        processing: [...document.querySelectorAll<HTMLElement>('[data-testid=job-processing]')].map(
          (each) => each.dataset.jobId,
        ),
      });
    new MutationObserver(note).observe(document.body, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    Object.assign(window, { moments });
  });
  return () => page.evaluate(() => (window as unknown as { moments: Moment[] }).moments);
}

test('three jobs wait at three places, run one after another, and move up', async ({ page }) => {
  await page.goto('/chat');
  const moments = await watch(page);
  const release = await hold(page);
  for (const prompt of ['a first hill', 'a second hill', 'a third hill']) await submit(page, prompt);
  await expect.poll(() => places(page)).toEqual(['Position: 1', 'Position: 2', 'Position: 3']);
  await expect(page.getByText(/^2 pictures.* come first/)).toBeVisible();
  await release();
  await expect(page.getByTestId('job-complete')).toHaveCount(3, { timeout: 60_000 });
  await expect(page.locator('body')).not.toContainText('Position:');

  const seen = await moments();
  const begun = new Map<string, number>();
  for (const { at, processing } of seen) {
    expect(processing.length, 'a slot draws one while it puts another away').toBeLessThanOrEqual(2);
    for (const job of processing) if (!begun.has(job)) begun.set(job, at);
  }
  const starts = [...begun.values()];
  expect(starts).toHaveLength(3);
  for (let i = 1; i < starts.length; i++) {
    const apart = (starts[i] ?? 0) - (starts[i - 1] ?? 0);
    expect(apart, 'one slot never draws two').toBeGreaterThan(HALF_A_PICTURE_MS);
  }
  const lines = seen.map((moment) => moment.positions.join(', '));
  const movedUp = lines.indexOf(
    'Position: 1, Position: 2',
    lines.indexOf('Position: 1, Position: 2, Position: 3'),
  );
  expect(movedUp, 'the second and the third move up when the first starts').toBeGreaterThan(0);
  expect(lines.indexOf('Position: 1', movedUp), 'and the third once more').toBeGreaterThan(movedUp);
});

test('after an error, which says why, the next job runs by itself', async ({ page }) => {
  await page.goto('/chat');
  await submit(page, 'a broken thing [fail]');
  await submit(page, 'a whole thing');
  await expect(page.getByTestId('job-error')).toHaveCount(1);
  await expect(page.getByTestId('job-error')).toContainText(/\S/);
  await expect(page.getByTestId('job-complete')).toHaveCount(1, { timeout: 60_000 });
  await page.reload();
  await expect(page.getByTestId('job-error')).toHaveCount(1);
  await expect(page.getByTestId('job-complete')).toHaveCount(1);
});

test('a reload in mid-flight restores cards and places, and then the pictures', async ({ page }) => {
  await page.goto('/chat');
  const release = await hold(page);
  for (const prompt of ['one river', 'two rivers', 'three rivers']) await submit(page, prompt);
  await expect.poll(() => places(page)).toEqual(['Position: 1', 'Position: 2', 'Position: 3']);
  await expect(page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/);
  await page.reload();
  await expect(page.locator('[data-job-id]')).toHaveCount(3);
  await expect.poll(() => places(page)).toEqual(['Position: 1', 'Position: 2', 'Position: 3']);
  await release();
  await expect(page.getByTestId('job-processing')).toContainText(/step \d+/);
  await page.reload();
  await expect(page.getByTestId('job-complete')).toHaveCount(3, { timeout: 60_000 });
});

async function cancelOneOfThree(page: Page) {
  await page.goto('/chat');
  const release = await hold(page);
  for (const prompt of ['a tall tree', 'a small tree', 'no tree']) await submit(page, prompt);
  await expect.poll(() => places(page)).toEqual(['Position: 1', 'Position: 2', 'Position: 3']);
  const second = page.locator('[data-job-id]').filter({ hasText: 'Position: 2' });
  await second.getByRole('button', { name: /cancel/i }).click();
  await expect(page.getByTestId('job-cancelled')).toHaveCount(1);
  await expect.poll(() => places(page)).toEqual(['Position: 1', 'Position: 2']);
  await release();
  await expect(page.getByTestId('job-complete')).toHaveCount(2, { timeout: 60_000 });
}

test('what waits can be cancelled, and who stands behind it moves up', ({ page }) => cancelOneOfThree(page));

onPhone(() => {
  test('what waits can be cancelled, and who stands behind it moves up', ALL, ({ page }) =>
    cancelOneOfThree(page),
  );
});

/** All of mine that waits, opened from the sentence over the composer: one is let go, then all that are left. */
async function sheet(page: Page) {
  await page.goto('/chat');
  const release = await hold(page);
  for (const prompt of ['a red boat', 'a green boat', 'a blue boat']) await submit(page, prompt);
  await expect.poll(() => places(page)).toEqual(['Position: 1', 'Position: 2', 'Position: 3']);
  await page.getByTestId('line-strip').click();
  const mine = page.getByRole('dialog', { name: 'My pictures in the line' });
  await expect(mine.getByRole('listitem')).toHaveCount(4);
  await mine.getByRole('button', { name: 'Cancel “a green boat”' }).click();
  await expect(mine.getByRole('listitem')).toHaveCount(3);
  await mine.getByRole('button', { name: 'Cancel all 2 that wait' }).click();
  await expect(mine.getByRole('button', { name: /boat/ })).toHaveCount(0);
  await expect(page.getByTestId('toaster')).toContainText('2 pictures cancelled.');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('line-strip')).toBeFocused();
  await expect(page.getByTestId('job-cancelled')).toHaveCount(3);
  await release();
}

test('the sheet of my pictures in the line lists them, and lets go of one or of all', ({ page }) =>
  sheet(page));

onPhone(() => {
  test('the sheet of my pictures in the line lists them, and lets go of one or of all', ({ page }) =>
    sheet(page));
});

test('a second browser sees nothing of the first', async ({ page, browser }) => {
  await page.goto('/chat');
  await submit(page, 'a secret garden');
  await expect(page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/);
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(new URL(page.url()).pathname);
  await expect(stranger.getByTestId('prompt-input')).toBeVisible();
  await expect(page.getByTestId('job-complete')).toHaveCount(1, { timeout: 60_000 });
  await expect(stranger.getByText('a secret garden')).toHaveCount(0);
  await stranger.context().close();
});
