import { expect, type Page, test } from '@playwright/test';
import { CONVERSATION, InventedConversation, jobId, messageId } from './inventedConversation';
import { ALL, ALONE } from './sizes';

const TURNS = 500;
const LIVE = 200;
const RUNNING = TURNS - LIVE;

/** A frame longer than this is felt; the machine of the tests may be busy. */
const LONG_FRAME_MS = 400;

/** Work that fifty messages may make when they come in, spread over several frames: measured in the page's own time. */
const READ_IN_MS = 600;

/** Pixels that nobody sees. */
const SAME_PLACE = 4;

/** Most messages in the document at once; a window and what is drawn ahead on both sides. */
const MOST_DRAWN = 130;

async function open(page: Page, hash = '', turns = TURNS) {
  const invented = new InventedConversation(turns, Math.min(LIVE, turns - 1));
  await invented.serve(page);
  await page.goto(`/chat/${CONVERSATION}${hash}`);
  await expect(page.locator('li[data-index]').first()).toBeAttached();
  return invented;
}

const scroller = (page: Page) => page.locator('.scroll-fade');
const message = (page: Page, turn: number) => page.getByText(`prompt ${turn}`, { exact: true });
const atEnd = (page: Page) =>
  scroller(page).evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight < 64);

/** From now on: whose card changed, and the longest task. */
async function watch(page: Page) {
  await page.evaluate(() => {
    const changed: Record<string, number> = {};
    const watched = { changed, elsewhere: 0, longest: 0 };
    new MutationObserver((mutations) => {
      for (const { target } of mutations) {
        const card = (target instanceof Element ? target : target.parentElement)?.closest('[data-job-id]');
        const id = card?.getAttribute('data-job-id');
        if (id) changed[id] = (changed[id] ?? 0) + 1;
        else if (target.parentElement?.closest('ol')) watched.elsewhere++;
      }
    }).observe(document.body, { childList: true, characterData: true, attributes: true, subtree: true });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watched.longest = Math.max(watched.longest, duration);
    }).observe({ type: 'longtask' });
    Object.assign(window, { watched });
  });
  return () =>
    page.evaluate(
      () =>
        (
          window as unknown as {
            watched: { changed: Record<string, number>; elsewhere: number; longest: number };
          }
        ).watched,
    );
}

/** From now on: the processor's seconds that the page's one thread has used, whatever else the machine has to do. */
async function processorTime(page: Page) {
  const chromium = await page.context().newCDPSession(page);
  await chromium.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async () => {
    const { metrics } = await chromium.send('Performance.getMetrics');
    const task = metrics.find(({ name }) => name === 'TaskDuration');
    return task?.value ?? Number.NaN;
  };
  const before = await read();
  return async () => (await read()) - before;
}

async function readToTheTop(page: Page) {
  await expect
    .poll(
      async () => {
        await scroller(page).evaluate((box) => box.scrollTo(0, 0));
        return message(page, 0).count();
      },
      { intervals: [50], timeout: 60_000 },
    )
    .toBeGreaterThan(0);
}

test(
  'a thousand messages with two hundred live jobs stay fluid: progress repaints one card',
  ALONE,
  async ({ page }) => {
    const invented = await open(page);
    await expect.poll(() => atEnd(page)).toBe(true);
    await readToTheTop(page);
    expect(await page.locator('li[data-index]').count()).toBeLessThan(MOST_DRAWN);
    await expect(page.locator('li[data-index]').first()).toHaveAttribute('aria-setsize', String(2 * TURNS));

    await page.goto(`/chat/${CONVERSATION}#${messageId(2 * RUNNING + 1)}`);
    const card = page.locator(`[data-job-id="${jobId(RUNNING)}"]`);
    await expect(card).toBeInViewport();
    // The mark of the message that was linked to has faded.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
    const watched = await watch(page);
    for (let step = 1; step <= 300; step++) invented.progress(RUNNING, step);
    await expect(card).toContainText('step 300/1000');
    const { changed, elsewhere, longest } = await watched();
    expect(Object.keys(changed), 'only this card was painted again').toEqual([jobId(RUNNING)]);
    expect(elsewhere, 'the list itself stood still').toBe(0);
    expect(longest, 'no frame took long').toBeLessThan(LONG_FRAME_MS);
  },
);

test('two hundred waiting jobs move up again and again, and no move takes long', ALL, async ({ page }) => {
  const moves = 40;
  const invented = await open(page, `#${messageId(2 * (RUNNING + 50) + 1)}`);
  const card = page.locator(`[data-job-id="${jobId(RUNNING + 50)}"]`);
  await expect(card).toBeInViewport();
  await expect(card).toContainText('Position: 50');
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  const watched = await watch(page);
  const spent = await processorTime(page);
  for (let by = 1; by <= moves; by++) invented.movedUp(by);
  await expect(card).toContainText(`Position: ${50 - moves}`);
  expect(((await spent()) / moves) * 1_000, 'milliseconds of work for each move').toBeLessThan(LONG_FRAME_MS);
  await expect(card).toBeInViewport();
  expect(Object.keys((await watched()).changed).length, 'whoever is drawn has moved').toBeGreaterThan(3);
});

test(
  'what is being read stays where it is while earlier messages come in above it',
  ALL,
  async ({ page }) => {
    const invented = await open(page);
    await expect.poll(() => atEnd(page)).toBe(true);
    const reads = invented.reads;
    const spent = await processorTime(page);
    const read = await scroller(page).evaluate((box) => {
      box.scrollTo(0, 500);
      const cards = [...box.querySelectorAll('[data-job-id]')];
      const seen = cards.find((card) => card.getBoundingClientRect().top > 0);
      return { id: seen?.getAttribute('data-job-id'), top: seen?.getBoundingClientRect().top ?? 0 };
    });
    await expect.poll(() => invented.reads).toBeGreaterThan(reads);
    const card = page.locator(`[data-job-id="${read.id}"]`);
    await expect
      .poll(() => card.evaluate((each) => Number(each.closest('li')?.dataset.index)), 'more stands above it')
      .toBeGreaterThan(30);
    const moved = async () => Math.abs(((await card.boundingBox())?.y ?? Number.NaN) - read.top);
    await expect.poll(moved).toBeLessThan(SAME_PLACE);
    expect((await spent()) * 1_000, 'milliseconds of work for fifty messages').toBeLessThan(READ_IN_MS);
  },
);

test('the end is followed only by who is there', ALL, async ({ page }) => {
  const invented = await open(page);
  await expect.poll(() => atEnd(page)).toBe(true);
  invented.write(TURNS);
  await expect(message(page, TURNS)).toBeInViewport();
  await expect.poll(() => atEnd(page)).toBe(true);

  await page.mouse.move(640, 300);
  await page.mouse.wheel(0, -1_500);
  const latest = page.getByRole('button', { name: 'Jump to the latest' });
  await expect(latest).toBeVisible();
  const reading = page
    .getByText(/^prompt \d+$/)
    .and(page.locator(':visible'))
    .first();
  await expect(reading).toBeAttached();
  invented.write(TURNS + 1);
  await expect(page.locator('li[data-index]').first()).toHaveAttribute('aria-setsize', /10\d\d|\d+/);
  await expect(message(page, TURNS + 1)).not.toBeInViewport();
  expect(await atEnd(page)).toBe(false);
  await latest.click();
  await expect(message(page, TURNS + 1)).toBeInViewport();
});

test(
  'a short conversation that grows in another tab is followed from its first message on',
  ALL,
  async ({ page }) => {
    const invented = await open(page, '', 1);
    for (let turn = 1; turn <= 8; turn++) {
      invented.write(turn);
      await expect(message(page, turn)).toBeInViewport();
    }
    await expect.poll(() => atEnd(page)).toBe(true);
    await expect(page.getByRole('button', { name: 'Jump to the latest' })).toHaveCount(0);
  },
);

test('an address leads to one message of a long conversation', ALL, async ({ page }) => {
  await open(page, `#${messageId(2 * 100)}`);
  await expect(message(page, 100)).toBeInViewport();
  expect(await page.locator('li[data-index]').count()).toBeLessThan(MOST_DRAWN);
});

test(
  'what an address leads to stays in view while more is read in above it, until the reader stirs',
  ALL,
  async ({ page }) => {
    const turn = RUNNING + 50;
    // The first message of its page: it stands at the very top, where more is read in above it at once.
    await open(page, `#${messageId(2 * turn)}`);
    const entry = page.locator('li[data-index]').filter({ has: message(page, turn) });
    await expect.poll(async () => Number(await entry.getAttribute('data-index'))).toBeGreaterThanOrEqual(50);
    const middle = async () => {
      const [box, seen] = await Promise.all([entry.boundingBox(), scroller(page).boundingBox()]);
      if (!box || !seen) return Number.NaN;
      return Math.abs(box.y + box.height / 2 - (seen.y + seen.height / 2));
    };
    await expect.poll(middle).toBeLessThan(SAME_PLACE);
    await page.mouse.move(640, 300);
    await page.mouse.wheel(0, -400);
    await expect.poll(middle).toBeGreaterThan(300);
    await page.setViewportSize({ width: 1240, height: 790 });
    await expect(entry).toBeAttached();
    expect(await middle(), 'whoever scrolls is not pulled back').toBeGreaterThan(300);
  },
);
