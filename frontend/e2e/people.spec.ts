import { expect, type Page, test } from '@playwright/test';
import {
  adminLink,
  becomeAdministrator,
  fillAccount,
  hold,
  PASSWORD,
  places,
  somebody,
  submit,
} from './farm';
import { ALL, onPhone } from './sizes';

const dialog = (page: Page) => page.getByRole('dialog');

/** Signs in on the page that asks for it. */
async function signIn(page: Page, name: string) {
  await fillAccount(page, name);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function takesAlongWhatIsInLine(page: Page) {
  const name = somebody();
  await page.goto('/chat');
  const release = await hold(page);
  await submit(page, 'a paper boat');
  await expect(page.getByText('Position: 1')).toBeVisible();
  const chat = new URL(page.url()).pathname;

  await page.goto(adminLink());
  // The token is gone from the address before anything has been done.
  await expect(page).toHaveURL(/\/join$/);
  await fillAccount(page, name);
  await page.getByRole('button', { name: 'Make the account' }).click();
  await expect(dialog(page)).toContainText('Take along what this browser has in line?');
  await expect(dialog(page).getByRole('button', { name: 'Take along' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('toaster')).toContainText('It is yours now.');

  await page.goto(chat);
  await expect.poll(() => places(page)).toEqual(['Position: 1']);
  await release();
  await expect(page.getByTestId('job-complete')).toBeVisible();

  // Whoever signs out does not see what went along; whoever signs in again does, where they were.
  await page.goto('/account');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page).toHaveURL(/\/chat$/);
  await page.goto(chat);
  await expect(page.getByText('This conversation does not exist')).toBeVisible();
  await page.goto('/account');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, name);
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.getByText('administrator', { exact: true })).toBeVisible();
  await page.goto(chat);
  await expect(page.getByTestId('job-complete')).toBeVisible();
}

test('who signs in takes along what waits in line, and it stays live', ({ page }) =>
  takesAlongWhatIsInLine(page));

onPhone(() => {
  test('who signs in takes along what waits in line, and it stays live', ALL, ({ page }) =>
    takesAlongWhatIsInLine(page),
  );
});

test('a session that is ended elsewhere is told, keeps what was written, and begins again where it was', async ({
  page,
  browser,
}) => {
  const name = somebody();
  await becomeAdministrator(page, name);
  const elsewhere = await browser.newContext({ userAgent: 'Mozilla/5.0 (Android 15) Firefox/140.0' });
  const phone = await elsewhere.newPage();
  await phone.goto('/sign-in');
  await signIn(phone, name);
  await phone.getByTestId('prompt-input').fill('half a thought');

  await page.goto('/account');
  await page.getByRole('button', { name: 'Sign out: Firefox · Android' }).click();
  await expect(page.getByTestId('toaster')).toContainText('Signed out there.');

  await expect(phone.getByTestId('connection-banner')).toContainText('Your session has ended');
  await expect(phone.getByTestId('submit-button')).toBeDisabled();
  await phone.getByRole('link', { name: 'Sign in again' }).click();
  await phone.getByLabel('Name or e-mail').fill(name);
  await phone.getByLabel('Password').fill(`${PASSWORD}!`);
  await phone.getByRole('button', { name: 'Sign in' }).click();
  await expect(phone.getByRole('alert')).toContainText('The name or the password is wrong.');
  await signIn(phone, name);
  await expect(phone.getByTestId('prompt-input')).toHaveValue('half a thought');
  await elsewhere.close();
});

test('another device goes on as the same visitor by a link that counts once, and goes back', async ({
  page,
  browser,
}) => {
  await page.goto('/chat');
  await submit(page, 'a kite over the sea');
  await expect(page.getByTestId('job-complete')).toBeVisible();
  await page.goto('/account');
  await page.getByRole('button', { name: 'Make a link', exact: true }).click();
  await expect(page.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  const link = await page.getByLabel('Link', { exact: true }).inputValue();

  const elsewhere = await browser.newContext();
  const phone = await elsewhere.newPage();
  await phone.goto(link);
  await expect(phone).toHaveURL(/\/continue$/);
  await expect(phone.getByRole('heading')).toHaveText('Go on here as on your other device');
  await phone.getByRole('button', { name: 'Go on here' }).click();
  await expect(phone.getByRole('img', { name: 'a kite over the sea' })).toBeVisible();

  await phone.goto('/account');
  await phone.getByRole('button', { name: 'Be who this browser was before' }).click();
  await expect(phone.getByText('What shall we make?')).toBeVisible();
  await phone.goto(link);
  await expect(phone.getByRole('heading')).toHaveText('This link counts no more');
  await elsewhere.close();
});

test('a picture, its prompt, a chat and everything are deleted and brought back', async ({ page }) => {
  const toast = page.getByTestId('toaster');
  const undo = async () => {
    await toast.getByRole('button', { name: 'Undo' }).click();
    await expect(toast).toContainText('It is back.');
  };
  await page.goto('/chat');
  await submit(page, 'a paper crane');
  await expect(page.getByTestId('job-complete')).toBeVisible();
  const picture = page.getByRole('img', { name: 'a paper crane' });
  const address = (await picture.first().getAttribute('src')) ?? '';

  await page.getByRole('button', { name: 'Open the picture' }).click();
  await page.getByRole('button', { name: 'Delete the picture' }).click();
  await expect(toast).toContainText('The picture is deleted.');
  await expect(page.getByText('This picture was deleted')).toBeVisible();
  expect((await page.request.get(address)).status()).toBe(404);
  await undo();
  await expect(picture).toBeVisible();

  await page.getByRole('button', { name: 'Open the picture' }).click();
  await page.getByRole('button', { name: 'Delete the picture' }).click();
  await page.getByTestId('job-complete').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(toast).toContainText('Deleted.');
  await expect(page.getByTestId('job-complete')).toHaveCount(0);
  await undo();
  await expect(page.getByTestId('job-complete')).toBeVisible();

  const row = page.getByRole('navigation', { name: 'Conversations' });
  await row.getByRole('link', { name: 'a paper crane' }).hover();
  await row.getByRole('button', { name: 'Delete “a paper crane”' }).click();
  await toast.getByRole('button', { name: 'Its pictures, too' }).click();
  await expect(toast).toContainText('Deleted with its pictures');
  await undo();
  await expect(page.getByTestId('job-complete')).toBeVisible();

  await page.goto('/account');
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await dialog(page).getByRole('button', { name: 'Delete everything' }).click();
  await page.getByRole('button', { name: 'Bring everything back' }).click();
  await expect(page.getByTestId('job-complete')).toBeVisible();
});

test('all that is one’s own comes as one file', async ({ page }) => {
  await page.goto('/chat');
  await submit(page, 'a paper whale');
  await expect(page.getByTestId('job-complete')).toBeVisible();
  await page.goto('/account');
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).click();
  expect((await coming).suggestedFilename()).toBe('imece.zip');
});

test('a key is shown once, lets a program in, and is revoked', async ({ page, playwright, baseURL }) => {
  await becomeAdministrator(page, somebody());
  await page.goto('/keys');
  // The keys of the farm stand below, and other scenarios make some, too.
  const purpose = `The notebook of ${somebody()}`;
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByLabel('What it is for').fill(purpose);
  await page.getByRole('button', { name: 'Make a key' }).click();
  const key = await page.getByLabel('Your new key').inputValue();
  const program = await playwright.request.newContext({ baseURL, extraHTTPHeaders: { 'X-API-Key': key } });
  expect((await program.get('/api/me')).status()).toBe(200);

  await page.reload();
  await expect(page.getByText(purpose)).toBeVisible();
  await expect(page.getByText(key)).toHaveCount(0);
  await page.getByRole('button', { name: `Revoke “${purpose}”` }).click();
  await dialog(page).getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('You have no keys.')).toBeVisible();
  await expect.poll(async () => (await program.get('/api/me')).status()).toBe(401);
  await program.dispose();
});

test('an administrator invites somebody, who comes, and shuts them out again', async ({ page, browser }) => {
  await becomeAdministrator(page, somebody());
  await page.goto('/people');
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const note = `For ${somebody()}`;
  await page.getByLabel('For whom').fill(note);
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = await page.getByLabel('The link of the invite').inputValue();
  await expect(page.getByText(note)).toBeVisible();

  const name = somebody();
  const elsewhere = await browser.newContext();
  const guest = await elsewhere.newPage();
  await guest.goto(link);
  await fillAccount(guest, name);
  await guest.getByRole('button', { name: 'Make the account' }).click();
  await expect(guest.getByTestId('prompt-input')).toBeVisible();
  await guest.goto('/people');
  await expect(guest.getByText('This page is for administrators.')).toBeVisible();

  await page.reload();
  await expect(page.getByText(note)).toHaveCount(0);
  await page.getByRole('button', { name: `Shut out ${name}` }).click();
  await dialog(page).getByRole('button', { name: 'Shut out' }).click();
  await expect(page.getByRole('button', { name: `Let in ${name} again` })).toBeVisible();
  await expect(guest.getByTestId('connection-banner')).toContainText('Your session has ended');
  await elsewhere.close();
});

test('a browser that is not let in sees the sign-in and nothing else', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  page.on('websocket', () => asked.push('a socket'));
  await page.route('**/api/session', (route) =>
    route.fulfill({ json: { access: 'accounts', kind: 'nobody', scopes: [], provider: 'The house' } }),
  );
  await page.goto('/gallery');
  await expect(page.getByRole('heading')).toHaveText('Sign in');
  await expect(page.getByRole('link', { name: 'Sign in with The house' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Search conversations' })).toHaveCount(0);
  expect(asked.filter((path) => path.startsWith('/api/') || path === 'a socket')).toEqual(['/api/session']);
});
