import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';

/** The farm under test as `./imece status` tells it: IMECE_DATA is its data folder. */
const COMMAND = process.env.IMECE_COMMAND ?? join(import.meta.dirname, '../../imece');

type Status = { operatorToken: string; processes: { name: string; state: string; pid: number }[] };

function status(): Status {
  const data = process.env.IMECE_DATA;
  if (!data) throw new Error('IMECE_DATA must name the data folder of the farm under test.');
  return JSON.parse(execFileSync(COMMAND, ['status', '--json', '--data', data], { encoding: 'utf8' }));
}

export const operatorToken = () => status().operatorToken;

/** Kills one of the farm's processes outright; the farm starts it again. */
export function kill(name: string): void {
  const found = status().processes.find((each) => each.name === name);
  if (!found) throw new Error(`The farm has no process ${name}.`);
  process.kill(found.pid, 'SIGKILL');
}

export async function submit(page: Page, prompt: string) {
  await page.getByTestId('prompt-input').fill(prompt);
  await page.getByTestId('submit-button').click();
  await expect(page.getByTestId('prompt-input')).toHaveValue('');
}

export async function chooseSteps(page: Page, steps: number) {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('slider', { name: /Steps/ }).fill(String(steps));
  await page.getByRole('button', { name: 'Settings' }).click();
}

export const places = (page: Page) =>
  page.getByTestId('queue-position').evaluateAll((all) => all.map((each) => each.textContent));

/** Keeps the only slot busy with a long job of the same visitor, for as long as a test needs the line to stand. */
export async function hold(page: Page): Promise<() => Promise<void>> {
  const answer = await page.request.post('/api/jobs', {
    data: { prompt: 'a long, long night [stall]', steps: 150 },
  });
  expect(answer.status()).toBe(202);
  const { jobs } = (await answer.json()) as { jobs: { id: string }[] };
  const path = `/api/jobs/${jobs[0]?.id}`;
  await expect
    .poll(async () => ((await (await page.request.get(path)).json()) as { status: string }).status)
    .toBe('processing');
  return async () => {
    expect([202, 409]).toContain((await page.request.delete(path)).status());
  };
}

/**
 * What the screen says, but for what differs from moment to moment: the step of a run, the range of a wait and its reason.
 * Pictures stand for themselves by their addresses.
 */
export const screen = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const list = document.querySelector('main ol');
    const pictures = [...document.querySelectorAll('main ol img[src^="/api"]')].map((each) =>
      each.getAttribute('src'),
    );
    const states = [...document.querySelectorAll('main ol [data-testid^="job-"][data-job-id]')].map((each) =>
      each.getAttribute('data-testid'),
    );
    const copy = list?.cloneNode(true) as Element | undefined;
    for (const why of copy?.querySelectorAll('[data-testid="why"]') ?? []) why.remove();
    const text = copy?.textContent ?? '';
    const still = text
      .replace(/step \d+/g, 'step …')
      .replace(/about [\d–]+ (s|min)|Waiting in line/g, 'waiting')
      .replace(/(Loading the checkpoint|Denoising|Decoding|Uploading)( · step …\/\d+)?/g, 'running');
    return JSON.stringify({ title: document.title, states, still, pictures }, null, 1);
  });

/** Makes an administrator in this browser, by a link of the farm's own machine. */
export async function becomeAdministrator(page: Page, name: string) {
  await page.goto(adminLink());
  await fillAccount(page, name);
  await page.getByRole('button', { name: 'Make the account' }).click();
  await expect(page.getByTestId('prompt-input')).toBeVisible();
}

/** Where somebody becomes an administrator, once. */
export function adminLink(): string {
  const data = process.env.IMECE_DATA;
  if (!data) throw new Error('IMECE_DATA must name the data folder of the farm under test.');
  const said = execFileSync(COMMAND, ['admin', '--data', data], { encoding: 'utf8', stdio: 'pipe' });
  const path = /\/join#\S+/.exec(said)?.[0];
  if (!path) throw new Error(`The farm printed no link: ${said}`);
  return path;
}

export const PASSWORD = 'correct horse battery';

/** A name that nobody else has in this farm. */
export const somebody = () => `ada-${crypto.randomUUID().slice(0, 8)}`;

export async function fillAccount(page: Page, name: string) {
  await page.getByLabel('Name or e-mail').fill(name);
  await page.getByLabel('Password').fill(PASSWORD);
}
