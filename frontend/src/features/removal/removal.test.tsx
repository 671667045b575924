import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../../test/FakeGateway';
import { connected, gateway, open } from '../../../test/tab';

const HERE = '11111111-1111-4111-8111-111111111111';
const toaster = () => screen.getByTestId('toaster');
const gone = () => HttpResponse.json({ undo: 'token', until: new Date(Date.now() + 60_000).toISOString() });
const undo = (bringBack: () => void) =>
  http.post('/api/undo', () => {
    bringBack();
    return HttpResponse.json({ what: 'job' });
  });

beforeEach(() => {
  gateway.accept(HERE, 'a paper fox');
  gateway.titles.set(HERE, 'a paper fox');
});

describe('a job', () => {
  it('that failed goes from the chat, and comes back by undo', async () => {
    const { id } = gateway.only;
    const failed = { code: 'stalled', message: '', retryable: true };
    gateway.change(id, { status: 'error', error: failed });
    const job = gateway.job(id);
    gateway.server.use(
      http.delete('/api/jobs/:id', ({ request }) => {
        expect(new URL(request.url).searchParams.has('forget')).toBe(true);
        gateway.jobs.delete(id);
        return gone();
      }),
      undo(() => gateway.jobs.set(id, job)),
    );
    open(`/chat/${HERE}`);
    await connected();
    const card = await screen.findByTestId('job-error');
    fireEvent.click(within(card).getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(toaster()).toHaveTextContent('Deleted.'));
    expect(screen.queryByTestId('job-error')).toBeNull();
    fireEvent.click(within(toaster()).getByRole('button', { name: 'Undo' }));
    expect(await screen.findByTestId('job-error')).toBeInTheDocument();
    expect(toaster()).toHaveTextContent('It is back.');
  });

  it('that is deleted elsewhere goes at once, and comes back when that is undone', async () => {
    const { id } = gateway.only;
    gateway.change(id, { status: 'cancelled' });
    open(`/chat/${HERE}`);
    await connected();
    await screen.findByTestId('job-cancelled');
    const job = gateway.job(id);
    gateway.jobs.delete(id);
    gateway.say({ kind: 'forgotten', jobs: [id] });
    await waitFor(() => expect(screen.queryByTestId('job-cancelled')).toBeNull());
    gateway.jobs.set(id, job);
    gateway.change(id, {});
    expect(await screen.findByTestId('job-cancelled')).toBeInTheDocument();
  });

  it('that was deleted elsewhere, unheard, goes when something is asked of it', async () => {
    const { id } = gateway.only;
    gateway.change(id, { status: 'cancelled' });
    open(`/chat/${HERE}`);
    await connected();
    await screen.findByTestId('job-cancelled');
    gateway.server.use(
      http.post('/api/jobs/:id/retry', () => problem(404, 'not-found', 'There is no such job.')),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByTestId('job-cancelled')).toBeNull());
  });
});

describe('a picture', () => {
  const openPicture = async () => {
    open(`/chat/${HERE}`);
    await connected();
    fireEvent.click(await screen.findByRole('button', { name: 'Open the picture' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Delete the picture' }));
  };

  it('goes and leaves its prompt', async () => {
    const { id } = gateway.only;
    gateway.complete(id);
    gateway.server.use(
      http.delete('/api/images/:id', () => {
        gateway.jobs.set(id, { ...gateway.job(id), image: null });
        return gone();
      }),
    );
    await openPicture();
    await waitFor(() => expect(toaster()).toHaveTextContent('The picture is deleted.'));
    expect(await screen.findByText(/This picture was deleted/)).toBeInTheDocument();
    expect(screen.getByText('a paper fox', { selector: 'main *' })).toBeInTheDocument();
  });

  it('that could not be deleted stays, and it is said why', async () => {
    gateway.complete(gateway.only.id);
    gateway.server.use(http.delete('/api/images/:id', () => problem(503, 'database-unavailable', '', 3)));
    await openPicture();
    await waitFor(() => expect(toaster()).toHaveTextContent('It could not be deleted.'));
    expect(toaster()).toHaveTextContent('Try again in 3 s.');
    expect(screen.getByRole('img', { name: 'a paper fox' })).toBeInTheDocument();
  });

  it('whose deletion is undone too late is told so', async () => {
    const { id } = gateway.only;
    gateway.complete(id);
    gateway.server.use(
      http.delete('/api/images/:id', gone),
      http.post('/api/undo', () => problem(410, 'undo-too-late', '')),
    );
    await openPicture();
    await waitFor(() => expect(toaster()).toHaveTextContent('The picture is deleted.'));
    fireEvent.click(within(toaster()).getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(toaster()).toHaveTextContent('It is too late to undo this.'));
  });
});

it('a chat goes with its pictures at once where that is wanted, and comes back by undo', async () => {
  const asked: string[] = [];
  gateway.server.use(
    http.delete('/api/conversations/:id', ({ request }) => {
      asked.push(new URL(request.url).search);
      return gone();
    }),
    undo(() => {}),
  );
  open(`/chat/${HERE}`);
  await connected();
  fireEvent.click(await screen.findByRole('button', { name: 'Conversations' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Delete “a paper fox”' }));
  fireEvent.click(within(toaster()).getByRole('button', { name: 'Its pictures, too' }));
  await waitFor(() => expect(toaster()).toHaveTextContent('Deleted with its pictures: “a paper fox”'));
  expect(asked).toEqual(['?pictures=true']);
  fireEvent.click(within(toaster()).getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(toaster()).toHaveTextContent('It is back.'));
});
