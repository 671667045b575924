import { expect, type Page, test } from '@playwright/test';
import { hold } from './farm';
import { ALL, onPhone } from './sizes';

const PROMPTS = ['a paper lighthouse at dawn', 'a fox asleep in the snow', 'a market at night, lanterns'];

const cards = (page: Page) => page.locator('[data-job-id]');
const pictures = (page: Page) => page.getByTestId('job-complete').getByRole('img');

async function submit(page: Page, prompt: string) {
  await page.getByTestId('prompt-input').fill(prompt);
  await page.getByTestId('submit-button').click();
}

/** The line is reread at most four times a second; what stands for longer than this is what somebody reads. */
const A_GLANCE_MS = 600;

/** Notes, from now on, every set of positions that the page shows for longer than a glance. */
async function watchPositions(page: Page) {
  await page.evaluate((glance) => {
    const seen = new Set<string>();
    const shown = () =>
      JSON.stringify(
        [...document.querySelectorAll('[data-testid=queue-position]')].map((place) => place.textContent),
      );
    let timer = 0;
    const note = () => {
      const now = shown();
      clearTimeout(timer);
      timer = window.setTimeout(() => shown() === now && seen.add(now), glance);
    };
    let last = '';
    new MutationObserver(() => {
      if (shown() === last) return;
      last = shown();
      note();
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
    Object.assign(window, { seenPositions: seen });
  }, A_GLANCE_MS);
  return () =>
    page.evaluate(() => {
      const { seenPositions } = window as unknown as { seenPositions: Set<string> };
      return [...seenPositions].map((places) => JSON.parse(places) as string[]);
    });
}

/** What the pictures are, byte for byte. */
async function contents(page: Page): Promise<string[]> {
  const urls = await pictures(page).evaluateAll((images) =>
    images.map((image) => (image as HTMLImageElement).src),
  );
  return Promise.all(
    urls.map(async (url) => {
      const answer = await page.request.get(url);
      expect(answer.headers()['content-type']).toBe('image/png');
      return (await answer.body()).toString('base64');
    }),
  );
}

async function expectDrawn(page: Page) {
  for (const picture of await pictures(page).all()) {
    await expect
      .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(0);
  }
}

/** Whom the page talks to, from now on. */
function hosts(page: Page): Set<string> {
  const seen = new Set<string>();
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== 'blob:') seen.add(host);
  });
  page.on('websocket', (socket) => seen.add(new URL(socket.url()).host));
  return seen;
}

async function threePrompts(page: Page) {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));

  const spokenTo = hosts(page);
  const html = await page.goto('/chat');
  expect(html?.headers()['content-security-policy']).toMatch(
    /^default-src 'none'; script-src 'self'; style-src 'self';/,
  );
  const positions = await watchPositions(page);
  // However long the typing takes: the line stands until all three are in it.
  const release = await hold(page);
  for (const prompt of PROMPTS) await submit(page, prompt);
  await expect(page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/);
  await expect(page.getByTestId('queue-position')).toHaveCount(PROMPTS.length);
  await release();
  await expect(page.getByTestId('job-complete')).toHaveCount(PROMPTS.length, { timeout: 90_000 });
  await expectDrawn(page);

  const seen = await positions();
  expect(seen.some((places) => places.length > 0)).toBe(true);
  for (const places of seen) {
    expect(new Set(places).size, `unique positions in ${places.join(', ')}`).toBe(places.length);
    for (const place of places) expect(place).toMatch(/^Position: [1-9]\d*$/);
  }
  await expect(page.locator('body')).not.toContainText('Position:');
  const made = await contents(page);
  expect(new Set(made).size).toBe(PROMPTS.length);

  await page.reload();
  await expect(page.getByTestId('job-complete')).toHaveCount(PROMPTS.length);
  await expectDrawn(page);
  expect(await contents(page)).toEqual(made);
  for (const prompt of PROMPTS) await expect(page.getByText(prompt, { exact: true })).toBeVisible();
  expect(complaints).toEqual([]);
  expect([...spokenTo], 'nobody but the farm is asked for anything').toEqual([new URL(page.url()).host]);
}

test('three prompts go through the line and come back as three different pictures', ({ page }) =>
  threePrompts(page));

onPhone(() => {
  test('three prompts go through the line and come back as three different pictures', ({ page }) =>
    threePrompts(page));
});

test('a reload in mid-flight brings the cards back, and then their pictures', ALL, async ({ page }) => {
  await page.goto('/chat');
  for (const prompt of PROMPTS) await submit(page, prompt);
  await expect(cards(page)).toHaveCount(PROMPTS.length);
  await expect(page.locator('[data-testid=job-queued], [data-testid=job-processing]').first()).toBeVisible();
  await expect(page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/);
  // All three are accepted once each has a place, a run or a picture.
  await expect(page.getByText('Sending…')).toHaveCount(0);

  await page.reload();
  await expect(cards(page)).toHaveCount(PROMPTS.length);
  await expect(page.getByTestId('job-complete')).toHaveCount(PROMPTS.length, { timeout: 90_000 });
  await expectDrawn(page);
  expect(new Set(await contents(page)).size).toBe(PROMPTS.length);
});
