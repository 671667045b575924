import { defineConfig } from '@playwright/test';

const BESIDE = ['accessible.spec.ts', 'long.spec.ts', 'pages.spec.ts'];

/**
 * Runs against a farm that stands already: IMECE_URL and IMECE_DATA say where (`./imece test` starts one). Scenarios
 * tagged @all are left out of the quick tier; those tagged @alone have the farm and the machine to themselves.
 */
export default defineConfig({
  testDir: 'e2e',
  timeout: 120_000,
  expect: { timeout: 30_000 },
  workers: 2,
  forbidOnly: true,
  reporter: [['list']],
  outputDir: 'test-results',
  projects: [
    // Stand in the farm's one line, or take its one worker away: never two of these at once.
    { name: 'line', testIgnore: BESIDE, workers: 1 },
    // Ask the farm for no picture, so they run beside those.
    { name: 'beside', testMatch: BESIDE, workers: 1 },
  ],
  use: {
    baseURL: process.env.IMECE_URL ?? 'http://localhost:8080',
    locale: 'en-US',
    viewport: { width: 1280, height: 800 },
    actionTimeout: 30_000,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.IMECE_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
