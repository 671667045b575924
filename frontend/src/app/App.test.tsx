import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { connected, gateway, open, path, positions, prompt, submit, visited } from '../../test/tab';

describe('the chat page', () => {
  it('takes a prompt through its place in the line, its preview and its progress to the picture', async () => {
    open();
    await connected();
    submit('a paper lighthouse');
    expect(await screen.findByText('Position: 1')).toBeInTheDocument();
    await waitFor(() => expect(path()).toMatch(/^\/chat\/[0-9a-f-]{36}$/));
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
    await waitFor(() => expect(path()).toMatch(/^\/chat\/./));
    const started = path();
    fireEvent.click(screen.getByRole('link', { name: 'Imece' }));
    await waitFor(() => expect(path()).toBe(started));
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
    const before = visited.length;
    fireEvent.click(screen.getByRole('link', { name: 'Imece' }));
    expect(await screen.findByText('the older one')).toBeInTheDocument();
    expect(visited.slice(before)).not.toContain(`/chat/${deleted}`);
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
