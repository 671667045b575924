import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { adminLink, becomeAdministrator, operatorToken, somebody } from './farm';
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

/** The pages about who somebody is, and who else may come. */
async function walkPeople(page: Page, looks: Look[]) {
  const clean = (what: string) => expectClean(page, looks, what);
  await page.goto('/sign-in#failed');
  await expect(page.getByRole('alert')).toBeVisible();
  await clean('the sign-in');
  await page.goto(adminLink());
  await page.getByRole('button', { name: 'Make the account' }).click();
  await expect(page.getByText('A name is missing.')).toBeVisible();
  await clean('an invite');
  await page.goto('/continue#made.up');
  await expect(page.getByRole('heading')).toHaveText('This link counts no more');
  await clean('a link that counts no more');

  await page.goto('/account');
  await page.getByRole('button', { name: 'Make a link', exact: true }).click();
  await expect(page.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  await page.getByRole('button', { name: 'Make a link to keep' }).click();
  await expect(page.getByText('It is shown this once.')).toBeVisible();
  await clean('the account of a visitor');
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await clean('the question before everything goes');
  await page.keyboard.press('Escape');

  await becomeAdministrator(page, somebody());
  await page.goto('/account');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByText('this browser')).toBeVisible();
  await clean('an account');
  await page.goto('/keys');
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByLabel('Belongs to the farm, not to me').check();
  await clean('a new key');
  await page.getByLabel('What it is for').fill('a notebook');
  await page.getByRole('button', { name: 'Make a key' }).click();
  await expect(page.getByLabel('Your new key')).toBeVisible();
  await clean('keys');
  await page.goto('/people');
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await clean('a new invite');
  await page.getByRole('button', { name: 'Make the link' }).click();
  await expect(page.getByLabel('The link of the invite')).toBeVisible();
  await clean('people');
}

const LIGHT_DESK_DARK_PHONE: Look[] = [
  { colorScheme: 'light', viewport: DESK },
  { colorScheme: 'dark', viewport: PHONE },
];

const DARK_DESK_LIGHT_PHONE: Look[] = [
  { colorScheme: 'dark', viewport: DESK },
  { colorScheme: 'light', viewport: PHONE },
];

test('axe finds nothing to object to in the pages about people, in the light on a desk and in the dark on a phone', ({
  page,
}) => walkPeople(page, LIGHT_DESK_DARK_PHONE));

test(
  'axe finds nothing to object to in the pages about people, in the dark on a desk and in the light on a phone',
  ALL,
  ({ page }) => walkPeople(page, DARK_DESK_LIGHT_PHONE),
);

test('axe finds nothing to object to in any place, in the light on a desk and in the dark on a phone', ({
  page,
}) => walk(page, LIGHT_DESK_DARK_PHONE));

test(
  'axe finds nothing to object to in any place, in the dark on a desk and in the light on a phone',
  ALL,
  ({ page }) => walk(page, DARK_DESK_LIGHT_PHONE),
);
