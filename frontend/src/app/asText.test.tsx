import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { http } from 'msw';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { JobView } from '@/shared/contract/job';
import { FakeGateway, problem } from '../../test/FakeGateway';
import { goldenJob } from '../../test/golden';
import { openApp } from '../../test/openApp';

// jsdom has no canvas.
vi.mock('@/features/farm/DepthChart', () => ({ default: () => null }));

/** What people, engines and machines may call things: markup, Markdown, and what our own texts are filled in by. */
const evil = (what: string) =>
  `<img src=x onerror="alert(1)"> <script>alert(2)</script> <b data-evil>${what}</b> **bold** [link](https://evil.test) &lt;i&gt; {{position}} $t(card.ready)`;

const CHAT = '11111111-1111-4111-8111-111111111111';
let gateway: FakeGateway;

beforeEach(() => {
  gateway = new FakeGateway();
  gateway.server.listen({ onUnhandledRequest: 'error' });
  gateway.add(CHAT, evil('title'));
});

afterEach(() => {
  // Whatever the test looked at: nothing of it has become an element, or an address to go to.
  expect(document.querySelectorAll('script, b, strong, em, i, [data-evil], [onerror]')).toHaveLength(0);
  expect(
    document.querySelectorAll('img[src="x"], a[href*="evil.test"], a[href^="javascript:"]'),
  ).toHaveLength(0);
  gateway.server.close();
  vi.unstubAllGlobals();
});

const show = (at = `/chat/${CHAT}`) => openApp(at);
const shows = async (what: string) =>
  expect((await screen.findAllByText(evil(what), { exact: false })).length);

/** A job of this chat, with words of the farm in every place where a job has some. */
function job(status: JobView['status']): JobView {
  const { botMessage } = gateway.accept(CHAT, evil('prompt'));
  const id = botMessage.jobs[0]?.id ?? '';
  const worker = { id: evil('worker'), gpu: evil('gpu'), engine: evil('engine') };
  const error = { code: 'moon-phase', message: evil('error'), retryable: true };
  gateway.change(id, {
    status,
    queuePosition: status === 'queued' ? 1 : 0,
    note: evil('note'),
    worker,
    phase: status === 'processing' ? 'denoising' : null,
    error: status === 'error' ? error : null,
    image: goldenJob('job-complete').image,
    spec: {
      ...(goldenJob('job-queued').spec as NonNullable<JobView['spec']>),
      negativePrompt: evil('negative'),
      checkpoint: evil('checkpoint'),
      sampler: evil('sampler'),
      loras: [{ name: evil('lora'), weight: 1 }],
    },
  });
  return gateway.job(id);
}

it.each(['queued', 'processing', 'error', 'cancelled', 'complete'] as const)(
  'a prompt is text in its bubble, and all that is said of a %s job on its card',
  async (status) => {
    const { id } = job(status);
    show();
    const card = await waitFor(() => {
      const found = document.querySelector<HTMLElement>(`[data-job-id="${id}"]`);
      expect(found).not.toBeNull();
      return found as HTMLElement;
    });
    (await shows('prompt')).toBeGreaterThan(0);
    if (status === 'error') expect(card).toHaveTextContent(evil('error'));
    if (status === 'queued' || status === 'processing') expect(card).toHaveTextContent(evil('note'));
    if (status === 'processing') expect(card).toHaveTextContent(evil('worker'));
  },
);

it('a known failure’s raw words are text in its details', async () => {
  const { id } = job('error');
  gateway.change(id, { error: { code: 'out-of-memory', message: evil('raw'), retryable: true } });
  show();
  const raw = await screen.findByText(evil('raw'));
  expect(raw.closest('details')).not.toBeNull();
});

it('a refusal’s words are text', async () => {
  show();
  await waitFor(() => expect(gateway.connections).toBe(1));
  gateway.refuse(422, 'validation-failed', evil('refusal'));
  fireEvent.change(screen.getByTestId('prompt-input'), { target: { value: evil('sent') } });
  fireEvent.click(screen.getByTestId('submit-button'));
  expect(await screen.findByTestId('job-error')).toHaveTextContent(evil('refusal'));
  (await shows('sent')).toBe(1);
});

it('what is announced is text', async () => {
  const { id } = job('queued');
  show();
  await screen.findByTestId('job-queued');
  gateway.change(id, {
    status: 'processing',
    queuePosition: 0,
    worker: { id: evil('worker'), gpu: '', engine: '' },
  });
  await waitFor(() => expect(screen.getByTestId('announcer')).toHaveTextContent(evil('worker')));
  gateway.change(id, { status: 'error', error: { code: 'moon', message: evil('error'), retryable: false } });
  await waitFor(() =>
    expect(
      screen
        .getAllByRole('alert')
        .map(({ textContent }) => textContent)
        .join(),
    ).toContain(evil('error')),
  );
});

it('a prompt is text in the line’s sheet, and in the name of its cancel', async () => {
  job('queued');
  show();
  fireEvent.click(await screen.findByTestId('line-strip'));
  const sheet = within(await screen.findByRole('dialog', { name: 'My pictures in the line' }));
  expect(sheet.getByText(evil('prompt'))).toBeInTheDocument();
  expect(sheet.getByRole('button', { name: `Cancel “${evil('prompt')}”` })).toBeInTheDocument();
});

it('a prompt is text in the gallery and in the lightbox, as is all that a picture was made of', async () => {
  job('complete');
  show('/gallery');
  fireEvent.click(await screen.findByRole('button', { name: `Open “${evil('prompt')}”` }));
  const lightbox = await screen.findByRole('dialog', { name: 'Picture' });
  for (const what of ['prompt', 'worker', 'engine', 'negative', 'checkpoint', 'sampler', 'lora'])
    expect(lightbox).toHaveTextContent(evil(what));
});

it('the reasons of a run are text', async () => {
  const { id } = job('error');
  const attempt = {
    attempt: 1,
    worker: evil('worker'),
    gpu: '',
    engine: '',
    outcome: 'lost',
    reason: evil('reason'),
  };
  gateway.attempts.set(id, [attempt]);
  show();
  const details = (await screen.findByText('How it went')).closest('details') as HTMLDetailsElement;
  details.open = true;
  fireEvent(details, new Event('toggle'));
  expect(await within(details).findByText(evil('reason'))).toBeInTheDocument();
});

it('a title is text in the list, in its buttons, and in what is said when it is deleted', async () => {
  show('/gallery');
  fireEvent.click(screen.getByRole('button', { name: 'Conversations' }));
  const sheet = within(await screen.findByRole('dialog', { name: 'Conversations' }));
  expect(await sheet.findByRole('link', { name: evil('title') })).toBeInTheDocument();
  // The title itself is generated from this attribute.
  expect(document.querySelector('[data-title]')).toHaveAttribute('data-title', evil('title'));
  fireEvent.click(sheet.getByRole('button', { name: `Delete “${evil('title')}”` }));
  expect(await screen.findByText(`Deleted “${evil('title')}”`)).toBeInTheDocument();
});

it('what machines call themselves is text on the farm’s page', async () => {
  gateway.operatorIsIn = true;
  gateway.engines = [
    { engine: 'x', label: evil('label'), slots: 1, features: [], checkpoints: [evil('checkpoint')] },
  ];
  const slot = {
    gpu: evil('gpu'),
    uuid: 'GPU-1',
    state: 'quarantined',
    why: evil('why'),
    engine: evil('engine'),
  };
  gateway.workers = [{ id: evil('worker'), host: evil('host'), version: '1', state: 'ready', slots: [slot] }];
  show('/farm');
  const card = await screen.findByRole('article', { name: evil('worker') });
  for (const what of ['worker', 'host', 'gpu', 'why', 'engine']) expect(card).toHaveTextContent(evil(what));
  (await shows('label')).toBeGreaterThan(0);
});

it('an earlier prompt is text in the list of prompts', async () => {
  job('complete');
  show();
  fireEvent.click(await screen.findByRole('button', { name: 'Earlier prompts' }));
  const sheet = within(await screen.findByRole('dialog'));
  expect(await sheet.findByText(evil('prompt'))).toBeInTheDocument();
});

it('what people wrote runs in the direction of its own script', async () => {
  const words = 'منارة من الورق';
  gateway.refuse(422, 'odd', words);
  show();
  const input = await screen.findByTestId('prompt-input');
  expect(input).toHaveAttribute('dir', 'auto');
  fireEvent.change(input, { target: { value: words } });
  fireEvent.click(screen.getByTestId('submit-button'));
  const card = await screen.findByTestId('job-error');
  for (const each of screen.getAllByText(words)) expect(each).toHaveAttribute('dir', 'auto');
  expect(within(card).getByText(words)).toHaveAttribute('dir', 'auto');
});

it('what an upload was refused for is text in its toast', async () => {
  gateway.engines = [{ engine: 'forge', label: 'Forge', slots: 1, features: ['img2img'] }];
  vi.stubGlobal('createImageBitmap', async () => ({ width: 64, height: 64, close() {} }));
  gateway.server.use(http.post('/api/uploads', () => problem(415, 'odd', evil('upload'))));
  show();
  const pick = await screen.findByTestId('init-file');
  await act(async () => {
    fireEvent.change(pick, { target: { files: [new File(['a'], 'a.png', { type: 'image/png' })] } });
  });
  await waitFor(() => expect(screen.getByTestId('toaster')).toHaveTextContent(evil('upload')));
});
