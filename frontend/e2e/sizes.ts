import { test } from '@playwright/test';

/** What a browser on a phone is, beside what Playwright makes of it by itself. */
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** The same scenario on a phone, where the layout is another one. */
export const onPhone = (scenarios: () => void) =>
  test.describe('on a phone', () => {
    test.use(PHONE);
    scenarios();
  });

/** Not in the quick tier (`npm run e2e`), only in all of it (`npm run e2e:all`). */
export const ALL = { tag: '@all' };

/**
 * Not in the quick tier either, and never beside another scenario: it takes the gateway away, or measures how long
 * something takes.
 */
export const ALONE = { tag: ['@all', '@alone'] };
