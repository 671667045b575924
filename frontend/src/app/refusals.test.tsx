import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterEach, describe, expect, it, vi } from 'vitest';
import i18next from '@/i18n';
import { problem } from '../../test/FakeGateway';
import { connected, gateway, open, path, positions, prompt, submit } from '../../test/tab';

const HERE = '11111111-1111-4111-8111-111111111111';
const ELSEWHERE = '22222222-2222-4222-8222-222222222222';

afterEach(() => vi.unstubAllGlobals());

describe('an answer that is no 202', () => {
  it('is told in a sentence, with what to do; nothing that was written is lost', async () => {
    open();
    await connected();
    for (const [status, code, detail, again] of [
      [401, 'unauthorized', 'This browser is not known here.', false],
      [403, 'forbidden', 'This page may not do that.', false],
      [413, 'payload-too-large', 'The prompt takes too many bytes.', false],
      [415, 'unsupported-media-type', 'Only JSON is taken.', false],
      [409, 'idempotency-key-reused', 'This key was used for another prompt.', false],
      [429, 'too-many-requests', 'Too many calls.', true],
      [503, 'shutting-down', 'The farm is going down.', true],
      [500, 'odd', 'That went wrong.', true],
    ] as const) {
      gateway.refusal = () => problem(status, code, detail);
      submit('hold on to me');
      const card = await screen.findByTestId('job-error');
      expect(card).toHaveTextContent('Your prompt was not sent');
      expect(card).toHaveTextContent(detail);
      expect(within(card).queryByRole('button', { name: 'Try again' }) !== null).toBe(again);
      expect(card).toHaveTextContent(again ? 'Nothing is lost.' : 'Change the prompt or the settings');
      fireEvent.click(within(card).getByRole('button', { name: 'Edit the prompt' }));
      expect(prompt()).toHaveValue('hold on to me');
      expect(screen.queryByTestId('job-error')).toBeNull();
    }
  });

  it('says when to ask again', async () => {
    open();
    await connected();
    for (const [status, code] of [
      [429, 'too-many-requests'],
      [503, 'shutting-down'],
      [429, 'too-many-waiting'],
    ] as const) {
      gateway.refusal = () => problem(status, code, 'Too many calls.', 7);
      submit('hold on to me');
      const card = await screen.findByTestId('job-error');
      expect(card).toHaveTextContent('Too many calls. Try again in 7 s.');
      fireEvent.click(within(card).getByRole('button', { name: 'Edit the prompt' }));
    }
  });

  it('is not sent again by itself when it was a refusal, whatever the feed does', async () => {
    open();
    await connected();
    gateway.refusal = () => problem(503, 'shutting-down', 'Going down.', 0);
    submit('hold on to me');
    await screen.findByTestId('job-error');
    gateway.hangUp(4001);
    await waitFor(() => expect(gateway.connections).toBe(2));
    submit('the next one');
    await screen.findByText('Position: 1');
    expect(gateway.pictureRequests.map((pictureRequest) => pictureRequest.prompt)).toEqual([
      'hold on to me',
      'the next one',
    ]);
  });

  it('keeps what was sent before and after it', async () => {
    open();
    await connected();
    submit('before');
    await screen.findByText('Position: 1');
    gateway.refusal = () => problem(429, 'too-many-waiting', 'Full.');
    submit('refused');
    await screen.findByTestId('job-error');
    submit('after');
    await waitFor(() => expect(positions()).toEqual(['Position: 1', 'Position: 2']));
    expect(screen.getByTestId('job-error')).toBeInTheDocument();
  });
});

describe('a job of which the gateway knows nothing any more', () => {
  it('is not started again: its card goes, and it is said why', async () => {
    open();
    await connected();
    submit('too late');
    await screen.findByText('Position: 1');
    gateway.change(gateway.only.id, { status: 'error', error: null });
    gateway.server.use(http.post('/api/jobs/:id/retry', () => problem(404, 'not-found', 'No such job.')));
    fireEvent.click(
      within(await screen.findByTestId('job-error')).getByRole('button', { name: 'Try again' }),
    );
    await waitFor(() => expect(screen.getByTestId('toaster')).toHaveTextContent('It was deleted already.'));
    expect(screen.queryByTestId('job-error')).toBeNull();
  });

  it('that was over when it was cancelled shows what it came to', async () => {
    open();
    await connected();
    submit('too late');
    await screen.findByText('Position: 1');
    const { id } = gateway.only;
    // It ended, and the frame that tells it has not come yet.
    gateway.jobs.set(id, { ...gateway.only, status: 'error', version: 9, error: null });
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByTestId('job-error')).toBeInTheDocument();
    expect(screen.queryByText('It could not be cancelled.')).toBeNull();
  });
});

describe('the key of a prompt', () => {
  it('is another one for each prompt, even of the same words', async () => {
    open();
    await connected();
    for (const text of ['a fox', 'a fox', 'a fox']) submit(text);
    await waitFor(() => expect(positions()).toHaveLength(3));
    expect(new Set(gateway.idempotencyKeys).size).toBe(3);
    for (const key of gateway.idempotencyKeys) expect(key).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('goes with the prompt when that is sent again, not with the next one', async () => {
    open();
    await connected();
    gateway.refusal = () => problem(503, 'shutting-down', 'Going down.');
    submit('first');
    const card = await screen.findByTestId('job-error');
    submit('second');
    await screen.findByText('Position: 1');
    fireEvent.click(within(card).getByRole('button', { name: 'Try again' }));
    await screen.findByText('Position: 2');
    const [first, second, again] = gateway.idempotencyKeys;
    expect(again).toBe(first);
    expect(second).not.toBe(first);
  });
});

describe('messages of the feed', () => {
  const text = (what: string) => screen.queryAllByText(what).length;

  it('of another conversation are not shown in this one, and those of this one once, however often told', async () => {
    gateway.add(HERE, 'here');
    gateway.add(ELSEWHERE, 'elsewhere');
    open(`/chat/${HERE}`);
    await connected();
    const other = gateway.accept(ELSEWHERE, 'for the other chat');
    const mine = gateway.accept(HERE, 'for this chat');
    for (let times = 0; times < 3; times++) {
      gateway.say({ kind: 'message', message: other.botMessage });
      gateway.say({ kind: 'message', message: mine.botMessage });
    }
    await waitFor(() => expect(text('for this chat')).toBe(1));
    await waitFor(() => expect(positions()).toEqual(['Position: 2']));
    expect(text('for the other chat')).toBe(0);
    expect(path()).toBe(`/chat/${HERE}`);
  });

  it('that stand on two pages of a conversation are shown once', async () => {
    for (const prompt of ['one', 'two', 'three']) gateway.accept(HERE, prompt);
    const all = gateway.conversations.get(HERE) ?? [];
    gateway.server.use(
      http.get('/api/conversations/:id/messages', ({ request }) => {
        const older = new URL(request.url).searchParams.has('before');
        // Whoever wrote meanwhile has moved the page's edge.
        const items = older ? all.slice(0, 4) : all.slice(2);
        return HttpResponse.json({ items, next: older ? null : '2' });
      }),
    );
    open(`/chat/${HERE}`);
    await screen.findByText('three');
    fireEvent.click(await screen.findByRole('button', { name: 'Show earlier pictures' }));
    await screen.findByText('one');
    expect(['one', 'two', 'three'].map(text)).toEqual([1, 1, 1]);
  });
});

describe('a picture to begin from that is refused', () => {
  it.each([
    ['en', 413, 'too-large', 'This picture is too large.'],
    ['en', 415, 'no-picture', 'This is not a PNG or JPEG picture.'],
    ['tr', 429, 'too-many-uploads', 'Son günlerde çok fazla resim yükledin.'],
  ])('is told so in a sentence: %s %i', async (language, status, code, sentence) => {
    await i18next.changeLanguage(language);
    vi.stubGlobal('createImageBitmap', async () => ({ width: 64, height: 64, close() {} }));
    gateway.engines = [{ engine: 'forge', label: 'Forge', slots: 1, features: ['img2img'] }];
    gateway.server.use(http.post('/api/uploads', () => problem(status, code, 'Raw words.')));
    open();
    const file = new File(['a fox'], 'fox.png', { type: 'image/png' });
    fireEvent.change(await screen.findByTestId('init-file'), { target: { files: [file] } });
    await waitFor(() => expect(screen.getByTestId('toaster')).toHaveTextContent(sentence));
    expect(screen.queryByTestId('init-picture')).toBeNull();
  });
});

describe('in Turkish', () => {
  it('a refusal is told in Turkish where its code is known, with the wait', async () => {
    await i18next.changeLanguage('tr');
    open();
    await connected();
    gateway.refusal = () => problem(429, 'too-many-waiting', 'The line is full.', 7);
    submit('bir tilki');
    const card = await screen.findByTestId('job-error');
    expect(card).toHaveTextContent('İstemin gönderilemedi');
    expect(card).toHaveTextContent('Sırada zaten çok fazla resim bekliyor.');
    expect(card).toHaveTextContent('7 sn sonra yeniden dene.');
  });
});
