import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeGateway } from '../../test/FakeGateway';
import { openApp } from '../../test/openApp';

let gateway: FakeGateway;
let path = '';
let onPath: (path: string) => void = () => {};

const open = (at?: string, firstAnswer?: Promise<void>) =>
  openApp(at, {
    firstAnswer,
    onPath: (now) => {
      path = now;
      onPath(now);
    },
  });

const prompt = () => screen.getByTestId<HTMLTextAreaElement>('prompt-input');

function submit(text: string) {
  fireEvent.change(prompt(), { target: { value: text } });
  fireEvent.click(screen.getByTestId('submit-button'));
}

const positions = () => screen.queryAllByTestId('queue-position').map((place) => place.textContent);
const connected = () => waitFor(() => expect(gateway.connections).toBeGreaterThan(0));

beforeEach(() => {
  gateway = new FakeGateway();
  onPath = () => {};
  gateway.server.listen({ onUnhandledRequest: 'error' });
  // The shortest of the jittered waits.
  vi.spyOn(Math, 'random').mockReturnValue(0);
});

afterEach(() => gateway.server.close());

describe('the chat page', () => {
  it('takes a prompt through its place in the line, its preview and its progress to the picture', async () => {
    open();
    await connected();
    submit('a paper lighthouse');
    expect(await screen.findByText('Position: 1')).toBeInTheDocument();
    await waitFor(() => expect(path).toMatch(/^\/chat\/[0-9a-f-]{36}$/));
    expect(prompt()).toHaveValue('');
    expect(prompt()).toHaveFocus();

    const { id } = gateway.only;
    gateway.start(id, 'run-1');
    expect(await screen.findByText('Loading the checkpoint')).toBeInTheDocument();
    expect(screen.getByText('worker-1 · demo-0')).toBeInTheDocument();

    gateway.say({
      kind: 'progress',
      jobId: id,
      runId: 'run-1',
      seq: 3,
      phase: 'denoising',
      progress: 40,
      step: 12,
      steps: 30,
    });
    expect(await screen.findByText('Denoising · step 12/30')).toBeInTheDocument();

    gateway.preview(id);
    expect(await screen.findByTestId('job-preview')).toHaveAttribute('src', expect.stringMatching(/^blob:/));

    gateway.complete(id);
    const card = await screen.findByTestId('job-complete');
    expect(within(card).getByRole('img', { name: 'a paper lighthouse' })).toHaveAttribute(
      'src',
      `/api/images/${id}`,
    );
    expect(screen.getByTestId('announcer')).toHaveTextContent('Picture ready');
  });

  it('shows the line moving', async () => {
    open();
    await connected();
    for (const text of ['one', 'two', 'three']) submit(text);
    await waitFor(() => expect(positions()).toEqual(['Position: 1', 'Position: 2', 'Position: 3']));
    expect(gateway.conversations.size).toBe(1);

    const [first, second, third] = [...gateway.jobs.keys()];
    gateway.start(first ?? '');
    gateway.say({
      kind: 'positions',
      jobs: [
        { id: second, queuePosition: 1, eta: null },
        { id: third, queuePosition: 2, eta: null },
      ],
    });
    await waitFor(() => expect(positions()).toEqual(['Position: 1', 'Position: 2']));
    expect(screen.getAllByTestId('job-processing')).toHaveLength(1);
  });

  it('paints a fresh card queued first, even when the feed overtook the answer', async () => {
    open();
    await connected();
    const painted: string[] = [];
    const observer = new MutationObserver(() => {
      for (const card of document.querySelectorAll('[data-job-id]')) painted.push(card.textContent ?? '');
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    gateway.beforeAnswer = ({ id }) => gateway.start(id);
    submit('quick');
    await screen.findByTestId('job-processing');
    observer.disconnect();
    expect(painted.some((text) => text.includes('Position: 1'))).toBe(true);
  });

  it('tells a listener of the place in the line, also when the feed overtook the answer', async () => {
    open();
    await connected();
    // As the real gateway does: the job's frame goes out first.
    gateway.beforeAnswer = (job) => gateway.say({ kind: 'job', job });
    submit('quick');
    expect(await screen.findByText('Queued, number 1 in line')).toBeInTheDocument();
  });

  it('opens the socket only after the first answer, which carries the cookie', async () => {
    let answer = () => {};
    open(
      '/chat',
      new Promise((resolve) => {
        answer = resolve;
      }),
    );
    await screen.findByText('demo engine - draws patterns, no AI');
    expect(gateway.connections).toBe(0);
    answer();
    await connected();
  });

  it('says honestly that the demo engine serves', async () => {
    open();
    expect(await screen.findByText('demo engine - draws patterns, no AI')).toBeInTheDocument();
  });

  it('reopens the newest conversation, and starts another by "New chat"', async () => {
    gateway.conversations.set('11111111-1111-4111-8111-111111111111', []);
    gateway.accept('11111111-1111-4111-8111-111111111111', 'from yesterday');
    open();
    expect(await screen.findByText('from yesterday')).toBeInTheDocument();
    expect(screen.getByText('Position: 1')).toBeInTheDocument();
    fireEvent.click(screen.getByRole('link', { name: 'New chat' }));
    expect(await screen.findByText('What shall we make?')).toBeInTheDocument();
    expect(screen.queryByText('from yesterday')).toBeNull();
    submit('another');
    await screen.findByText('Position: 2');
    expect(gateway.conversations.size).toBe(2);
    await waitFor(() => expect(path).toMatch(/^\/chat\/./));
    const started = path;
    fireEvent.click(screen.getByRole('link', { name: 'Imece' }));
    await waitFor(() => expect(path).toBe(started));
    expect(screen.getByText('another')).toBeInTheDocument();
  });

  it('reopens no conversation that was deleted meanwhile', async () => {
    const [deleted, kept] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
    gateway.accept(kept, 'the older one');
    gateway.accept(deleted, 'soon deleted');
    open();
    expect(await screen.findByText('soon deleted')).toBeInTheDocument();
    await connected();
    fireEvent.click(screen.getByRole('link', { name: 'New chat' }));
    await screen.findByText('What shall we make?');
    gateway.conversations.delete(deleted);
    await screen.findByText(/You are next/);
    gateway.say({ kind: 'conversations' });
    for (const id of gateway.jobs.keys()) gateway.complete(id);
    // What comes after it was heard, so it was heard too.
    await waitFor(() => expect(screen.queryByText(/You are next/)).toBeNull());
    const visited: string[] = [];
    onPath = (now) => visited.push(now);
    fireEvent.click(screen.getByRole('link', { name: 'Imece' }));
    expect(await screen.findByText('the older one')).toBeInTheDocument();
    expect(visited).not.toContain(`/chat/${deleted}`);
  });

  it('pages upwards through a long conversation', async () => {
    const id = '11111111-1111-4111-8111-111111111111';
    for (const text of ['oldest', 'older', 'newest']) gateway.accept(id, text);
    gateway.pageSize = 2;
    open(`/chat/${id}`);
    expect(await screen.findByText('newest')).toBeInTheDocument();
    expect(screen.queryByText('older')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Show earlier pictures' }));
    expect(await screen.findByText('older')).toBeInTheDocument();
    fireEvent.click(await screen.findByRole('button', { name: 'Show earlier pictures' }));
    expect(await screen.findByText('oldest')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Show earlier pictures' })).toBeNull();
    const texts = ['oldest', 'older', 'newest'].map((text) => screen.getByText(text));
    expect(texts[0]?.compareDocumentPosition(texts[1] as Node)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(texts[1]?.compareDocumentPosition(texts[2] as Node)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it('says so when a conversation does not exist', async () => {
    open('/chat/22222222-2222-4222-8222-222222222222');
    expect(await screen.findByText(/This conversation does not exist/)).toBeInTheDocument();
  });

  it('is not disturbed by garbage on the feed', async () => {
    open();
    await connected();
    submit('calm');
    await screen.findByText('Position: 1');
    for (const garbage of [
      '',
      '{',
      'null',
      '{"kind":"job"}',
      '{"kind":"job","job":{"id":1}}',
      '{"kind":"new"}',
    ]) {
      gateway.say(garbage);
    }
    gateway.say({ kind: 'positions', jobs: [{ id: gateway.only.id, queuePosition: 7, eta: null }] });
    expect(await screen.findByText('Position: 7')).toBeInTheDocument();
  });
});

describe('several pictures of one prompt', () => {
  it('stand in a grid, each with its own state and cancel', async () => {
    open();
    await connected();
    fireEvent.click(await screen.findByRole('button', { name: 'Settings' }));
    fireEvent.change(await screen.findByRole('slider', { name: /Pictures/ }), { target: { value: '3' } });
    submit('three foxes');
    const grid = await screen.findByTestId('job-grid');
    await waitFor(() => expect(within(grid).getAllByTestId('job-queued')).toHaveLength(3));
    await waitFor(() => expect(positions()).toEqual(['Position: 1', 'Position: 2', 'Position: 3']));
    expect(gateway.wishes).toEqual([{ prompt: 'three foxes', count: 3 }]);

    const [first = '', second = ''] = gateway.jobs.keys();
    gateway.start(first);
    gateway.complete(first);
    expect(await screen.findByTestId('job-complete')).toBeInTheDocument();
    const card = document.querySelector<HTMLElement>(`[data-job-id="${second}"]`);
    fireEvent.click(within(card as HTMLElement).getByRole('button', { name: 'Cancel' }));
    const cancelled = await screen.findByTestId('job-cancelled');
    expect(screen.getAllByTestId('job-queued')).toHaveLength(1);

    // A retried picture takes its place in the grid.
    fireEvent.click(within(cancelled).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByTestId('job-cancelled')).toBeNull());
    expect(screen.getAllByTestId('job-queued')).toHaveLength(2);
  });
});

describe('a prompt that could not be sent', () => {
  it('becomes an error card with the reason, and goes out again under the same key', async () => {
    open();
    await connected();
    gateway.refuse(503, 'database-unavailable', 'The database is away.');
    submit('hold on to me');
    const card = await screen.findByTestId('job-error');
    expect(within(card).getByText('Your prompt was not sent')).toBeInTheDocument();
    expect(within(card).getByText('The farm cannot take new pictures at the moment.')).toBeInTheDocument();

    fireEvent.click(within(card).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Position: 1')).toBeInTheDocument();
    expect(screen.queryByTestId('job-error')).toBeNull();
    expect(screen.getAllByText('hold on to me')).toHaveLength(1);
    expect(gateway.idempotencyKeys).toHaveLength(2);
    expect(new Set(gateway.idempotencyKeys).size).toBe(1);
  });

  it('says that the gateway could not be reached', async () => {
    open();
    await connected();
    gateway.refusal = () => HttpResponse.error();
    submit('into the void');
    expect(await screen.findByText('The gateway could not be reached.')).toBeInTheDocument();
  });

  it('is sent again, under its key, by the page that a reload in mid-sending makes', async () => {
    const { unmount } = open();
    await connected();
    gateway.refusal = () => new Promise(() => {});
    submit('hold on to me');
    await waitFor(() => expect(gateway.wishes).toHaveLength(1));
    fireEvent.change(prompt(), { target: { value: 'half a prom' } });
    unmount();

    open(path);
    expect(screen.getByText('hold on to me')).toBeInTheDocument();
    expect(await screen.findByText('Position: 1')).toBeInTheDocument();
    expect(screen.getAllByText('hold on to me')).toHaveLength(1);
    expect(prompt()).toHaveValue('half a prom');
    expect(gateway.idempotencyKeys).toHaveLength(2);
    expect(new Set(gateway.idempotencyKeys).size).toBe(1);
  });

  it('stays where it was asked for while another page is looked at', async () => {
    open();
    await connected();
    gateway.refuse(503, 'database-unavailable', 'The database is away.');
    submit('hold on to me');
    await screen.findByTestId('job-error');
    await waitFor(() => expect(path).toMatch(/^\/chat\/./));
    const chat = path;
    const goTo = async (name: string) => {
      fireEvent.click(screen.getByRole('button', { name: 'Conversations' }));
      fireEvent.click(await screen.findByRole('link', { name }));
    };
    await goTo('Gallery');
    await waitFor(() => expect(path).toBe('/gallery'));
    await goTo('hold on to me');
    await waitFor(() => expect(path).toBe(chat));
    expect(await screen.findByTestId('job-error')).toBeInTheDocument();
  });

  it('can be taken back into the composer; nothing is lost', async () => {
    open();
    await connected();
    gateway.refuse(422, 'validation-failed', 'The prompt has 3 characters too many.');
    submit('edit me');
    const card = await screen.findByTestId('job-error');
    expect(within(card).getByText('The prompt has 3 characters too many.')).toBeInTheDocument();
    expect(within(card).queryByRole('button', { name: 'Try again' })).toBeNull();
    fireEvent.click(within(card).getByRole('button', { name: 'Edit the prompt' }));
    expect(prompt()).toHaveValue('edit me');
    expect(screen.queryByTestId('job-error')).toBeNull();
  });
});

describe('a job', () => {
  it('is cancelled by its owner', async () => {
    open();
    await connected();
    submit('never mind');
    fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect(await screen.findByTestId('job-cancelled')).toBeInTheDocument();
  });

  it('that failed is told at once and can be tried again under the same message', async () => {
    open();
    await connected();
    submit('too big');
    await screen.findByText('Position: 1');
    gateway.start(gateway.only.id);
    gateway.change(gateway.only.id, {
      status: 'error',
      error: { code: 'out-of-memory', message: 'CUDA says no', retryable: true },
    });
    const card = await screen.findByTestId('job-error');
    expect(screen.getByRole('alert')).toHaveTextContent('This picture failed. The GPU ran out of memory.');
    fireEvent.click(within(card).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Position: 1')).toBeInTheDocument();
    expect(within(screen.getByTestId('job-error')).queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  it('that may not be tried again says why', async () => {
    open();
    await connected();
    submit('too big');
    await screen.findByText('Position: 1');
    gateway.change(gateway.only.id, { status: 'error', error: null });
    const full = { status: 429, code: 'too-many-waiting', detail: 'The line is full.' };
    gateway.server.use(http.post('/api/jobs/:id/retry', () => HttpResponse.json(full, { status: 429 })));
    const card = await screen.findByTestId('job-error');
    fireEvent.click(within(card).getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('It could not be started again. Too many pictures are waiting already.'),
    ).toBeInTheDocument();
  });
});
