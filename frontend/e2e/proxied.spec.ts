import { crc32, deflateSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { hold, submit } from './farm';
import { ReverseProxy } from './ReverseProxy';

/** What stands between a page and its farm answers in its place, or lets half of it through. */

const FARM = process.env.IMECE_URL ?? 'http://localhost:8080';
const MESSAGES = /^\/api\/conversations\/[^/]+\/messages/;

let proxy: ReverseProxy;

test.beforeEach(async () => {
  proxy = await ReverseProxy.before(FARM);
});

test.afterEach(() => proxy.close());

const state = (page: Page, name: string) => page.getByTestId(`job-${name}`);
const banner = (page: Page) => page.getByTestId('connection-banner');

async function open(page: Page) {
  await page.goto(`${proxy.url}/chat`);
  await expect(page.getByTestId('prompt-input')).toBeVisible();
}

async function listed(page: Page, path: string) {
  const answer = await page.request.get(`${FARM}${path}`);
  return ((await answer.json()) as { items: { id: string; title: string; prompt: string }[] }).items;
}

/** Of this many pixels, each of its own colour: hardly smaller than its numbers. */
function noisyPng(width: number, height: number): Buffer {
  const rows = Buffer.alloc(height * (1 + 3 * width));
  let seed = 1;
  for (let at = 0; at < rows.length; at++) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    rows[at] = at % (1 + 3 * width) === 0 ? 0 : seed >>> 24;
  }
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('a prompt that the farm took and a proxy answered with 502 is one entry within 10 s', async ({
  page,
}) => {
  await open(page);
  let swallowed = 0;
  proxy.instead = (method, path, status) =>
    method === 'POST' && MESSAGES.test(path) && status === 202 && swallowed++ === 0
      ? ReverseProxy.badGateway()
      : null;
  await submit(page, 'a lamp behind a bad gateway');
  await expect.poll(() => swallowed).toBeGreaterThan(0);
  await expect(page.locator('[data-job-id]')).toHaveCount(1, { timeout: 10_000 });
  await expect(page.getByText('Your prompt was not sent')).toHaveCount(0);
  await expect(state(page, 'complete')).toHaveCount(1, { timeout: 60_000 });
  await page.reload();
  await expect(state(page, 'complete')).toHaveCount(1);
  await expect(page.getByText('a lamp behind a bad gateway', { exact: true })).toHaveCount(1);
  await expect(state(page, 'error')).toHaveCount(0);
  expect((await listed(page, '/api/jobs')).length).toBe(1);
});

test('a new chat whose opening was answered with 502 becomes one conversation', async ({ page }) => {
  await open(page);
  let swallowed = 0;
  proxy.instead = (method, path, status) =>
    method === 'POST' && path === '/api/conversations' && status === 201 && swallowed++ < 2
      ? ReverseProxy.badGateway()
      : null;
  await submit(page, 'a door behind a bad gateway');
  await expect(state(page, 'complete')).toHaveCount(1, { timeout: 60_000 });
  expect((await listed(page, '/api/conversations')).length).toBe(1);
});

test('behind a proxy that lets no WebSocket through a picture is there 15 s after it is made', async ({
  page,
}) => {
  proxy.sockets = false;
  await open(page);
  await submit(page, 'a hill without a socket');
  await expect(state(page, 'complete')).toHaveCount(1, { timeout: 60_000 });
  await expect(banner(page)).toContainText('asked every few seconds');
  const release = await hold(page);
  await submit(page, 'a second hill, in the line');
  await expect(page.getByTestId('queue-position')).toHaveText('Position: 1');
  await release();
  await expect(state(page, 'complete')).toHaveCount(2, { timeout: 60_000 });
});

test('a sign-in that has ended is named and led to, and what was written goes out afterwards', async ({
  page,
}) => {
  await open(page);
  await submit(page, 'a chat to come back to');
  await expect(state(page, 'complete')).toHaveCount(1, { timeout: 60_000 });
  const chat = page.url();
  proxy.signedOut = true;
  await submit(page, 'written while signed out');
  await expect(banner(page)).toContainText('Your sign-in has ended');
  await expect(page.getByText('Your prompt was not sent')).toHaveCount(0);
  await page.getByRole('link', { name: 'Sign in again' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  proxy.signedOut = false;
  await page.goto(chat);
  await expect(state(page, 'complete')).toHaveCount(2, { timeout: 60_000 });
  await expect(page.getByText('written while signed out', { exact: true })).toHaveCount(1);
  await expect(banner(page)).toBeEmpty();
  expect((await listed(page, '/api/jobs')).length).toBe(2);
});

test('a picture that is too large for a proxy is sent smaller, and a prompt begins from it', async ({
  page,
}) => {
  proxy.largest = 1_048_576;
  await open(page);
  const buffer = noisyPng(1200, 900);
  expect(buffer.length).toBeGreaterThan(proxy.largest);
  await page.getByTestId('init-file').setInputFiles({ name: 'noise.png', mimeType: 'image/png', buffer });
  await page.getByTestId('init-picture').getByRole('slider').fill('0.3');
  await submit(page, 'the noise, in snow');
  await expect(state(page, 'complete')).toHaveCount(1, { timeout: 60_000 });
});

test('a picture that is too large however small it is made is said to be', async ({ page }) => {
  proxy.largest = 2_000;
  await open(page);
  const buffer = noisyPng(1200, 900);
  await page.getByTestId('init-file').setInputFiles({ name: 'noise.png', mimeType: 'image/png', buffer });
  await expect(page.getByTestId('toaster')).toContainText('too large for a proxy');
  await expect(page.getByTestId('init-picture')).toHaveCount(0);
});

test('a tab that is duplicated while its prompt cannot be sent makes no second conversation', async ({
  page,
  context,
}) => {
  await open(page);
  proxy.instead = (method, path) =>
    method === 'POST' && path.startsWith('/api/conversations') ? ReverseProxy.badGateway() : null;
  await context.route('**/api/conversations', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.fallback(),
  );
  await submit(page, 'a prompt of two tabs');
  await expect(page.getByText('a prompt of two tabs', { exact: true })).toBeVisible();
  const opened = context.waitForEvent('page');
  await page.evaluate(() => void window.open(location.href));
  const twin = await opened;
  await expect(twin.getByTestId('prompt-input')).toBeVisible();
  proxy.instead = () => null;
  await context.unroute('**/api/conversations');
  await expect(state(page, 'complete')).toHaveCount(1, { timeout: 60_000 });
  expect((await listed(page, '/api/conversations')).length).toBe(1);
  expect((await listed(page, '/api/jobs')).length).toBe(1);
  await expect(twin.getByText(/not sent|No answer|Idempotency/)).toHaveCount(0);
});

test('a socket that brings nothing while a picture is made is news, and the picture comes all the same', async ({
  page,
}) => {
  let quiet = false;
  await page.routeWebSocket(/\/ws$/, (socket) => {
    const farm = socket.connectToServer();
    farm.onMessage((message) => {
      if (!quiet) socket.send(message);
    });
  });
  await open(page);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('slider', { name: /Steps/ }).fill('150');
  await page.getByRole('button', { name: 'Settings' }).click();
  await submit(page, 'a long hill in silence');
  await expect(state(page, 'processing')).toContainText(/step [1-9]/);
  quiet = true;
  await expect(banner(page)).toContainText('Nothing was heard for 10 seconds');
  await expect(state(page, 'complete')).toHaveCount(1, { timeout: 60_000 });
});

test('a run that stalls is said to, on its card', async ({ page }) => {
  await open(page);
  await submit(page, 'a night that stands still [stall]');
  await expect(state(page, 'processing')).toContainText('No news of it for a while', { timeout: 60_000 });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(state(page, 'cancelled')).toBeVisible();
});
