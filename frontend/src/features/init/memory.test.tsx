import { fireEvent, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { connected, gateway, open, prompt } from '../../../test/tab';

/** Object URLs that were made and not revoked: each holds its picture for as long as the page lives. */
let held: Set<string>;
let arrive: () => void;

beforeEach(() => {
  held = new Set();
  let made = 0;
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    const url = `blob:${++made}`;
    held.add(url);
    return url;
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void held.delete(url));
  vi.stubGlobal('createImageBitmap', async () => ({ width: 64, height: 64, close() {} }));
  gateway.engines = [{ engine: 'forge', label: 'Forge', slots: 1, features: ['img2img'] }];
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  gateway.server.use(
    http.post('/api/uploads', async () => {
      await arrived;
      return HttpResponse.json({ id: crypto.randomUUID(), url: '/' }, { status: 201 });
    }),
  );
});

afterEach(() => vi.unstubAllGlobals());

async function pasted(times = 1) {
  const page = open();
  await connected();
  await screen.findByTestId('init-file');
  for (let nth = 0; nth < times; nth++) {
    const files = [new File([`fox ${nth}`], 'fox.png', { type: 'image/png' })];
    fireEvent.paste(prompt(), { clipboardData: { files, getData: () => '', types: ['Files'] } });
  }
  await screen.findByText('Your picture is on its way…');
  expect(held.size).toBe(1);
  return page;
}

it('of pictures that replace one another on their way, only the newest is held', async () => {
  await pasted(3);
  fireEvent.click(screen.getByRole('button', { name: 'Do not begin from this picture' }));
  await waitFor(() => expect(screen.queryByTestId('init-picture')).toBeNull());
  expect([...held]).toEqual([]);
});

it('a picture is let go once it has arrived', async () => {
  await pasted();
  arrive();
  await waitFor(() => expect(screen.queryByText('Your picture is on its way…')).toBeNull());
  expect([...held]).toEqual([]);
});

it('a picture is let go with its page', async () => {
  const { unmount } = await pasted();
  unmount();
  expect([...held]).toEqual([]);
});
