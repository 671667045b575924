import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, it, vi } from 'vitest';
import i18next from '@/i18n';
import { en } from '@/i18n/en';
import { enPeople } from '@/i18n/enPeople';
import { tr } from '@/i18n/tr';
import { trPeople } from '@/i18n/trPeople';
import { connected, gateway, open, submit } from '../../test/tab';

// jsdom has no canvas.
vi.mock('@/features/farm/DepthChart', () => ({ default: () => null }));

const HERE = '11111111-1111-4111-8111-111111111111';

const all = (texts: object): string[] =>
  Object.values(texts).flatMap((text) => (typeof text === 'string' ? [text] : all(text)));

const turkish = new Set(all({ ...tr, ...trPeople }));

/** What only an English page says, as a pattern where something is filled in; one-letter sizes say nothing. */
const english = all({ ...en, ...enPeople })
  .filter((text) => !turkish.has(text) && text.replace(/{{\w+}}/g, '').trim().length > 3)
  .map((text) => ({
    text,
    pattern: new RegExp(
      `^${text
        .split(/{{\w+}}/)
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('.+')}$`,
    ),
  }));

/** Everything that somebody sees or hears now. */
function said(): string[] {
  const heard: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) heard.push(node.textContent ?? '');
  for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-valuetext'])
    for (const element of document.querySelectorAll(`[${name}]`))
      heard.push(element.getAttribute(name) ?? '');
  return heard.flatMap((text) => [text, ...text.split(' · ')]).map((text) => text.trim());
}

const leftInEnglish = () =>
  english.filter(({ pattern }) => said().some((text) => pattern.test(text))).map(({ text }) => text);

beforeEach(() => i18next.changeLanguage('tr'));

/** With words of its own for everything, none of which is English. */
function fill() {
  gateway.add(HERE, 'tilki');
  for (const prompt of ['bir', 'iki', 'üç', 'dört', 'beş']) gateway.accept(HERE, prompt);
  const [complete = '', running = '', failed = '', cancelled = ''] = gateway.jobs.keys();
  gateway.complete(complete);
  gateway.start(running);
  gateway.change(running, { note: 'worker-1 vanished, restarted on worker-2', attempt: 2 });
  gateway.change(failed, { status: 'error', error: { code: 'out-of-memory', message: '', retryable: true } });
  gateway.change(cancelled, { status: 'cancelled' });
  for (const job of gateway.jobs.values())
    job.spec = job.spec && { ...job.spec, negativePrompt: null, sampler: null };
}

it('the chat, its cards, the line’s sheet, the settings and the lightbox say nothing in English', async () => {
  fill();
  open(`/chat/${HERE}`);
  await connected();
  for (const state of ['queued', 'processing', 'complete', 'error', 'cancelled'])
    expect(await screen.findByTestId(`job-${state}`)).toBeInTheDocument();
  fireEvent.click(await screen.findByRole('button', { name: 'Ayarlar' }));
  await screen.findByRole('slider', { name: /Adımlar/ });
  expect(leftInEnglish()).toEqual([]);

  fireEvent.click(screen.getByTestId('line-strip'));
  const sheet = await screen.findByRole('dialog', { name: 'Sıradaki resimlerim' });
  expect(leftInEnglish()).toEqual([]);
  fireEvent.click(within(sheet).getByRole('button', { name: 'Kapat' }));

  fireEvent.click(screen.getByRole('button', { name: 'Resmi aç' }));
  await screen.findByRole('dialog', { name: 'Resim' });
  expect(leftInEnglish()).toEqual([]);
});

it('what is announced, refused and offline says nothing in English', async () => {
  open();
  await connected();
  gateway.refuse(429, 'too-many-waiting', '');
  submit('bir tilki');
  await screen.findByTestId('job-error');
  submit('iki tilki');
  await screen.findByText('Sıra: 1');
  gateway.start(gateway.only.id);
  await waitFor(() => expect(screen.getByTestId('announcer')).toHaveTextContent('worker-1 üzerinde başladı'));
  gateway.away = true;
  gateway.hangUp();
  await screen.findByText(tr.page.connectionLost);
  expect(leftInEnglish()).toEqual([]);
});

it('the gallery, the farm, the list of conversations and a wrong address say nothing in English', async () => {
  fill();
  gateway.operatorIsIn = true;
  const slot = {
    gpu: 'RTX',
    uuid: 'GPU-1',
    state: 'quarantined',
    why: '',
    engine: 'demo',
    utilisationPercent: 3,
  };
  gateway.workers = [{ id: 'çatı', host: 'çatı.yerel', version: '1', state: 'silent', slots: [slot] }];
  gateway.engines = [{ engine: 'demo', label: 'demo', slots: 1, features: [] }];
  const first = open('/gallery');
  fireEvent.click(await screen.findByRole('button', { name: 'Süz' }));
  await screen.findByRole('button', { name: /resmini aç$/ });
  fireEvent.click(screen.getByRole('button', { name: 'Sohbetler' }));
  await screen.findByRole('link', { name: /tilki/ });
  expect(leftInEnglish()).toEqual([]);
  first.unmount();

  const second = open('/farm');
  await screen.findByRole('article', { name: 'çatı' });
  await screen.findByText(/^Yapamaz/);
  expect(leftInEnglish()).toEqual([]);
  second.unmount();

  open('/no/such/page');
  await screen.findByText('Burada bir sayfa yok.');
  expect(leftInEnglish()).toEqual([]);
});

const admin = {
  access: 'accounts',
  kind: 'account',
  account: 'a',
  name: 'çınar',
  role: 'admin',
  scopes: ['draw', 'read', 'operate', 'administer'],
};

it('the pages about people say nothing in English', async () => {
  const later = '2030-01-01T00:00:00Z';
  const key = { id: 'k', name: 'defter', person: 'a', scopes: ['draw', 'read', 'operate'], class: 'batch' };
  const limits = ['submits', 'waiting', 'pictures', 'gpu-seconds', 'bytes'].map((what, index) => ({
    what,
    used: 1,
    of: index < 3 ? 2 : null,
    until: later,
  }));
  const items = (...all: object[]) => HttpResponse.json({ items: all });
  gateway.server.use(
    http.get('/api/me', () => HttpResponse.json({ perMinute: 60, forbiddenUntil: later, limits })),
    http.get('/api/account/belongings', () => HttpResponse.json({ pictures: 2, live: 1, conversations: 1 })),
    http.get('/api/sessions', () => items({ id: 's', device: '', lastSeenAt: null, here: false })),
    http.get('/api/keys', () => items(key, { ...key, id: 'l', lastUsedAt: later, expiresAt: later })),
    http.get('/api/operator/keys', () => items({ ...key, person: null, app: true })),
    http.get('/api/operator/accounts', () => items({ id: 'b', name: 'deniz', role: 'user' })),
    http.get('/api/operator/invites', () =>
      items({ id: 'i', role: 'visitor', usesLeft: 3, expiresAt: later }),
    ),
  );
  gateway.who = { ...admin, kind: 'nobody', provider: 'Ev' };
  const first = open('/gallery');
  await screen.findByRole('heading', { name: 'Oturum aç' });
  expect(leftInEnglish()).toEqual([]);
  first.unmount();

  gateway.who = { ...admin, canGoBack: true };
  for (const [page, shown] of [
    ['/account', 'Nerelerde oturumun açık'],
    ['/keys', 'Çiftliğin anahtarları'],
    ['/people', 'Hesaplar'],
  ] as const) {
    const { unmount } = open(page);
    await screen.findByRole('heading', { name: shown });
    await waitFor(() => expect(screen.getAllByText(/deniz|defter|1 \/ 2/).length).toBeGreaterThan(0));
    expect(leftInEnglish(), page).toEqual([]);
    unmount();
  }
});

it('would see it in English', async () => {
  await i18next.changeLanguage('en');
  fill();
  open(`/chat/${HERE}`);
  await screen.findByTestId('job-error');
  expect(leftInEnglish()).toContain('This picture failed');
  expect(leftInEnglish()).toContain('Position: {{position}}');
});
