import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FakeGateway } from '../../../test/FakeGateway';
import { openApp } from '../../../test/openApp';
import { recall, remember } from '../settings/memory';

const CONVERSATION = '11111111-1111-4111-8111-111111111111';
const FOX = new File(['a fox'], 'fox.png', { type: 'image/png' });

let gateway: FakeGateway;

beforeEach(() => {
  gateway = new FakeGateway();
  gateway.engines = [{ engine: 'forge', label: 'Forge', slots: 1, features: ['img2img', 'lora'] }];
  gateway.server.listen({ onUnhandledRequest: 'error' });
  // jsdom decodes no pictures.
  vi.stubGlobal('createImageBitmap', async (file: File) => {
    if (!file.type.startsWith('image/')) throw new Error('no picture');
    return { width: 64, height: 64, close() {} };
  });
});

afterEach(() => {
  gateway.server.close();
  vi.unstubAllGlobals();
});

const prompt = () => screen.getByTestId<HTMLTextAreaElement>('prompt-input');
const chip = () => screen.findByTestId('init-picture');
const carrying = (...files: File[]) => ({ files, getData: () => '', types: ['Files'] });

function send(text: string) {
  fireEvent.change(prompt(), { target: { value: text } });
  fireEvent.click(screen.getByTestId('submit-button'));
}

it('begins from a pasted picture, as far from it as was asked for, until it is taken away', async () => {
  const onPath = vi.fn();
  openApp('/chat', { onPath });
  await screen.findByRole('button', { name: 'Begin from a picture' });
  fireEvent.paste(prompt(), { clipboardData: carrying(FOX) });
  fireEvent.change(await within(await chip()).findByRole('slider'), { target: { value: '0.4' } });
  expect(gateway.uploads).toEqual(['image/png']);
  send('the fox, but in winter');
  await screen.findByText('Position: 1');
  const [first] = gateway.pictureRequests;
  expect(first).toMatchObject({ prompt: 'the fox, but in winter', denoisingStrength: 0.4 });
  expect(first?.initImageId).toMatch(/^[0-9a-f-]{36}$/);

  await waitFor(() => expect(onPath).toHaveBeenLastCalledWith(expect.stringMatching(/^\/chat\/./)));
  fireEvent.click(screen.getByRole('button', { name: 'Do not begin from this picture' }));
  expect(screen.queryByTestId('init-picture')).toBeNull();
  send('no fox');
  await screen.findByText('Position: 2');
  expect(gateway.pictureRequests[1]).toEqual({ prompt: 'no fox' });
});

it.each(['dropped', 'picked'])('takes a picture that is %s', async (way) => {
  openApp();
  const pick = await screen.findByTestId('init-file');
  if (way === 'dropped') fireEvent.drop(prompt(), { dataTransfer: carrying(FOX) });
  else fireEvent.change(pick, { target: { files: [FOX] } });
  expect(await within(await chip()).findByRole('slider')).toHaveValue('0.75');
});

it('waits with the prompt until the picture has arrived, and says so', async () => {
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  gateway.server.use(
    http.post('/api/uploads', async () => {
      await arrived;
      return HttpResponse.json({ id: CONVERSATION, url: '/' }, { status: 201 });
    }),
  );
  openApp();
  await screen.findByTestId('init-file');
  fireEvent.paste(prompt(), { clipboardData: carrying(FOX) });
  fireEvent.change(prompt(), { target: { value: 'a fox' } });
  expect(screen.getByTestId('submit-button')).toBeDisabled();
  expect(within(await chip()).getByRole('status')).toHaveTextContent('Your picture is on its way…');
  arrive();
  await waitFor(() => expect(screen.getByTestId('submit-button')).toBeEnabled());
});

it('gives a picture to the conversation that it was meant for, whichever is open when it has arrived', async () => {
  const elsewhere = '22222222-2222-4222-8222-222222222222';
  gateway.add(elsewhere, 'a whale');
  gateway.add(CONVERSATION, 'a fox');
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const sent = '33333333-3333-4333-8333-333333333333';
  gateway.server.use(
    http.post('/api/uploads', async () => {
      await arrived;
      return HttpResponse.json({ id: sent, url: '/' }, { status: 201 });
    }),
  );
  remember(CONVERSATION, { steps: 7 });
  remember(elsewhere, { steps: 9 });
  openApp(`/chat/${CONVERSATION}`);
  await screen.findByTestId('init-file');
  fireEvent.paste(prompt(), { clipboardData: carrying(FOX) });
  await chip();
  const go = async (title: string) => {
    fireEvent.click(screen.getByRole('button', { name: 'Conversations' }));
    fireEvent.click(await screen.findByRole('link', { name: title }));
  };
  await go('a whale');
  await waitFor(() => expect(screen.queryByTestId('init-picture')).toBeNull());
  arrive();
  await waitFor(() => expect(recall(CONVERSATION)).toEqual({ steps: 7, initImageId: sent }));
  expect(recall(elsewhere)).toEqual({ steps: 9 });
  expect(screen.queryByTestId('init-picture')).toBeNull();
  await go('a fox');
  expect(await within(await chip()).findByRole('slider')).toBeInTheDocument();
});

it('says that a picture could not be sent, and sends it again when asked', async () => {
  gateway.server.use(http.post('/api/uploads', () => HttpResponse.error(), { once: true }));
  openApp();
  await screen.findByTestId('init-file');
  fireEvent.paste(prompt(), { clipboardData: carrying(FOX) });
  const toast = screen.getByTestId('toaster');
  expect(await within(toast).findByText('Your picture could not be sent.')).toBeInTheDocument();
  expect(screen.queryByTestId('init-picture')).toBeNull();
  fireEvent.click(within(toast).getByRole('button', { name: 'Try again' }));
  expect(await within(await chip()).findByRole('slider')).toBeInTheDocument();
});

it('is not offered where no engine can do it, and a pasted picture is told so', async () => {
  gateway.engines = [{ engine: 'demo', label: 'Demo', slots: 1, features: ['previews'] }];
  openApp();
  await waitFor(() => expect(screen.getByRole('button', { name: 'Settings' })).toBeEnabled());
  expect(screen.queryByRole('button', { name: 'Begin from a picture' })).toBeNull();
  fireEvent.paste(prompt(), { clipboardData: carrying(FOX) });
  expect(await screen.findByText(/No engine that is connected now/)).toBeInTheDocument();
  expect(gateway.uploads).toEqual([]);
});

it('uses a finished picture by its job, without sending it anywhere', async () => {
  const { botMessage } = gateway.accept(CONVERSATION, 'a fox');
  const id = botMessage.jobs[0]?.id ?? '';
  gateway.start(id);
  gateway.complete(id);
  openApp(`/chat/${CONVERSATION}`);
  fireEvent.click(await screen.findByRole('button', { name: 'Open the picture' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Begin from it' }));
  await chip();
  send('the same, at night');
  await screen.findByText('Position: 1');
  expect(gateway.pictureRequests).toEqual([{ prompt: 'the same, at night', initImageId: id }]);
  expect(gateway.uploads).toEqual([]);
});

it('lays the LoRAs that the farm has over the picture, each with its weight', async () => {
  gateway.loras = ['ink', 'kilim'];
  openApp();
  const settings = await screen.findByRole('button', { name: 'Settings' });
  await waitFor(() => expect(settings).toBeEnabled());
  fireEvent.click(settings);
  fireEvent.change(await screen.findByRole('combobox', { name: 'LoRA' }), { target: { value: 'kilim' } });
  fireEvent.change(screen.getByRole('slider', { name: /kilim/ }), { target: { value: '0.6' } });
  send('a fox');
  await screen.findByText('Position: 1');
  expect(gateway.pictureRequests).toEqual([{ prompt: 'a fox', loras: [{ name: 'kilim', weight: 0.6 }] }]);
});

const tooLarge = () => HttpResponse.html('<h1>413 Request Entity Too Large</h1>', { status: 413 });
const LARGE = new File([new Uint8Array(2_000_000)], 'large.png', { type: 'image/png' });

/** jsdom draws nothing: as large as it is asked for, times its quality. */
function drawAnew() {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue({
    fillRect: () => {},
    drawImage: () => {},
  } as unknown as CanvasRenderingContext2D);
  vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation(function (
    this: HTMLCanvasElement,
    onBlob,
    type = '',
    quality = 1,
  ) {
    onBlob(new Blob([new Uint8Array(this.width * this.height * Number(quality) * 0.4)], { type }));
  });
  vi.stubGlobal('createImageBitmap', async () => ({ width: 3_000, height: 2_000, close() {} }));
}

it('sends a smaller picture, once, where a proxy takes none of this size', async () => {
  drawAnew();
  let times = 0;
  gateway.server.use(http.post('/api/uploads', () => (++times === 1 ? tooLarge() : undefined)));
  openApp();
  fireEvent.change(await screen.findByTestId('init-file'), { target: { files: [LARGE] } });
  await within(await chip()).findByRole('slider');
  expect(times).toBe(2);
  expect(gateway.uploads).toEqual(['image/jpeg']);
});

it('says that the picture is too large where the smaller one does not pass either', async () => {
  drawAnew();
  let times = 0;
  gateway.server.use(
    http.post('/api/uploads', () => {
      times++;
      return tooLarge();
    }),
  );
  openApp();
  fireEvent.change(await screen.findByTestId('init-file'), { target: { files: [LARGE] } });
  await waitFor(() => expect(screen.getByTestId('toaster')).toHaveTextContent('too large for a proxy'));
  expect(times).toBe(2);
});
