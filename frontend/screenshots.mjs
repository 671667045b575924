#!/usr/bin/env node
/*
 * Takes the README's pictures from a running farm of its own: `./imece screenshots` starts one (two workers, the demo
 * engine) and says where it is by IMECE_URL and IMECE_OPERATOR_TOKEN. Prompts and seeds are fixed, so only times and
 * the step of a run differ from one taking to the next.
 */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const HERE = import.meta.dirname;
const FOLDER = join(HERE, '../docs/images');
const MOST_BYTES = 250_000;
const url = process.env.IMECE_URL;
const token = process.env.IMECE_OPERATOR_TOKEN;
if (!url || !token) throw new Error('Nothing was taken: start this by ./imece screenshots.');

const DESK = { width: 1280, height: 800 };
/** Pictures side by side weigh much: a smaller window keeps the file small. */
const TABLET = { width: 700, height: 460 };
const PHONE = { width: 390, height: 844 };

/** Long enough to be looked at. */
const SLOW = 150;
const QUICK = 12;

const FINISHED = [
  'A paper lighthouse at dawn, long shadows',
  'A market at night, lanterns in the rain',
  'A quiet fjord under northern lights',
  'Dunes after the wind, low sun',
  'An old tram in the rain, reflections',
  'A greenhouse on the back of a whale',
  'Pine ridges in the morning mist',
  'A harbour in blue, one red boat',
];

const browser = await chromium.launch({
  executablePath: process.env.IMECE_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ],
});

function visitor(viewport) {
  return browser.newContext({ baseURL: url, viewport, locale: 'en-US', reducedMotion: 'reduce' });
}

async function post(context, path, data) {
  const answer = await context.request.post(path, { data });
  if (!answer.ok()) throw new Error(`${path} was answered with ${answer.status()}: ${await answer.text()}`);
  return answer.json();
}

const ask = (context, conversation, pictureRequest) =>
  post(context, `/api/conversations/${conversation}/messages`, pictureRequest);

const loaded = (page) =>
  page.waitForFunction(() =>
    [...document.images].every(
      (image) => image.loading === 'lazy' || (image.complete && image.naturalWidth > 0),
    ),
  );

async function take(page, name) {
  await loaded(page);
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  const { size } = statSync(path);
  console.log(`screenshots: ${name}.png, ${(size / 1000).toFixed(0)} kB`);
  if (size > MOST_BYTES) throw new Error(`${name}.png is larger than ${MOST_BYTES / 1000} kB.`);
}

/** The same moment twice: what moves meanwhile is a step or two. */
async function takeBoth(page, name) {
  await page.emulateMedia({ colorScheme: 'light' });
  await take(page, name);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
  await take(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
}

mkdirSync(FOLDER, { recursive: true });
try {
  const operator = await visitor(DESK);
  await operator.request.post('/api/operator/session', { data: { token } });
  const farm = await operator.newPage();
  await farm.goto('/farm');

  const me = await visitor(DESK);
  const earlier = await post(me, '/api/conversations', { title: 'Landscapes' });
  for (const [index, prompt] of FINISHED.entries()) {
    await ask(me, earlier.id, { prompt, seed: 1_000 + index, steps: QUICK });
  }
  const gallery = await me.newPage();
  await gallery.setViewportSize(TABLET);
  await gallery.goto('/gallery');
  await gallery.waitForFunction(
    (most) => document.querySelectorAll('main li img').length === most,
    FINISHED.length,
    {
      timeout: 120_000,
    },
  );
  await gallery.waitForFunction(() => [...document.images].every((image) => image.naturalWidth > 0));
  await take(gallery, 'gallery');

  // Somebody else keeps one GPU busy; mine go through the other one.
  await post(operator, '/api/jobs', { prompt: 'Somebody else’s long night', steps: SLOW, seed: 1 });
  const chat = await me.newPage();
  const now = await post(me, '/api/conversations', { title: 'Lighthouses' });
  await chat.goto(`/chat/${now.id}`);
  const wide = { width: 768, height: 288 };
  await ask(me, now.id, { prompt: 'A lighthouse at dusk, long shadows', seed: 5, steps: QUICK, ...wide });
  await ask(me, now.id, { prompt: 'Northern lights above a quiet village', seed: 6, steps: 100, ...wide });
  await ask(me, now.id, { prompt: 'Blue hills in the morning mist', seed: 7, steps: 100, ...wide });
  await chat.getByTestId('job-complete').waitFor({ timeout: 60_000 });
  await chat
    .getByTestId('job-processing')
    .getByText(/step [3-9]\d\//)
    .waitFor();
  await takeBoth(chat, 'chat');

  const waiting = ['A ferry between two continents', 'Storks over the strait', 'A library under the sea'];
  for (const [index, prompt] of waiting.entries()) {
    await ask(me, now.id, { prompt, seed: 2_000 + index, steps: SLOW });
  }
  const phones = await browser.newContext({
    baseURL: url,
    viewport: PHONE,
    locale: 'en-US',
    isMobile: true,
    hasTouch: true,
    reducedMotion: 'reduce',
    storageState: await me.storageState(),
  });
  const phone = await phones.newPage();
  await phone.goto(`/chat/${now.id}`);
  await phone.getByTestId('queue-position').last().waitFor();
  await take(phone, 'phone');

  await chat.getByTestId('line-strip').click();
  await chat
    .getByRole('dialog')
    .getByText(/step \d+\//)
    .first()
    .waitFor();
  await take(chat, 'line');

  await farm.getByRole('article').first().waitFor();
  await farm.getByText('working').first().waitFor();
  await take(farm, 'farm');
} finally {
  await browser.close();
}
