import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { problem } from '../../test/FakeGateway';
import { connected, gateway, open, path, positions, prompt, submit } from '../../test/tab';

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
    expect(gateway.pictureRequests).toEqual([{ prompt: 'three foxes', count: 3 }]);

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
    await waitFor(() => expect(gateway.pictureRequests).toHaveLength(1));
    fireEvent.change(prompt(), { target: { value: 'half a prom' } });
    unmount();

    open(path());
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
    await waitFor(() => expect(path()).toMatch(/^\/chat\/./));
    const chat = path();
    const goTo = async (name: string) => {
      fireEvent.click(screen.getByRole('button', { name: 'Conversations' }));
      fireEvent.click(await screen.findByRole('link', { name }));
    };
    await goTo('Gallery');
    await waitFor(() => expect(path()).toBe('/gallery'));
    await goTo('hold on to me');
    await waitFor(() => expect(path()).toBe(chat));
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
    gateway.server.use(
      http.post('/api/jobs/:id/retry', () => problem(429, 'too-many-waiting', 'The line is full.')),
    );
    const card = await screen.findByTestId('job-error');
    fireEvent.click(within(card).getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('It could not be started again. Too many pictures are waiting already.'),
    ).toBeInTheDocument();
  });
});
