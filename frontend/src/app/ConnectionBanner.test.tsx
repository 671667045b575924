import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, ws } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeGateway } from '../../test/FakeGateway';
import { openApp } from '../../test/openApp';

let gateway: FakeGateway;

const open = () => openApp();
const prompt = () => screen.getByTestId<HTMLTextAreaElement>('prompt-input');
const connected = () => waitFor(() => expect(gateway.connections).toBeGreaterThan(0));
const banner = () => screen.getByTestId('connection-banner');

function submit(text: string) {
  fireEvent.change(prompt(), { target: { value: text } });
  fireEvent.click(screen.getByTestId('submit-button'));
}

beforeEach(() => {
  gateway = new FakeGateway();
  gateway.server.listen({ onUnhandledRequest: 'error' });
  // The shortest of the jittered waits.
  vi.spyOn(Math, 'random').mockReturnValue(0);
});

afterEach(() => gateway.server.close());

describe('a lost connection', () => {
  it('is told once, and what happened meanwhile is there when it is back', async () => {
    open();
    await connected();
    submit('patience');
    await screen.findByText('Position: 1');
    const { id } = gateway.only;
    gateway.start(id);
    await screen.findByTestId('job-processing');

    gateway.hangUp();
    await waitFor(() => expect(banner()).toHaveTextContent('Connection lost'));
    expect(screen.getByTestId('job-processing')).toHaveAttribute('data-stale');
    expect(prompt()).toBeEnabled();

    // The end of the run falls into the gap, and the snapshot no longer lists it.
    gateway.complete(id);
    expect(await screen.findByTestId('job-complete')).toBeInTheDocument();
    await waitFor(() => expect(banner()).toBeEmptyDOMElement());
    expect(gateway.connections).toBe(2);
  });

  it('holds back what needs the server, says why, and loses nothing that was written', async () => {
    open();
    await connected();
    submit('patience');
    await screen.findByText('Position: 1');
    const why = 'The connection is lost; this works again when it is back';
    gateway.away = true;
    gateway.hangUp();
    await waitFor(() => expect(screen.getByRole('button', { name: 'Cancel' })).toBeDisabled());
    expect(screen.getByRole('button', { name: 'Cancel' })).toHaveAttribute('title', why);
    expect(screen.getByTestId('job-queued')).toHaveAttribute('data-stale');
    fireEvent.change(prompt(), { target: { value: 'and another' } });
    expect(screen.getByTestId('submit-button')).toBeDisabled();
    expect(screen.getByText(why)).toBeInTheDocument();
    fireEvent.keyDown(prompt(), { key: 'Enter' });
    expect(prompt()).toHaveValue('and another');

    gateway.away = false;
    await waitFor(() => expect(screen.getByTestId('submit-button')).toBeEnabled(), { timeout: 15_000 });
    expect(screen.getByRole('button', { name: 'Cancel' })).toBeEnabled();
    fireEvent.keyDown(prompt(), { key: 'Enter' });
    expect(await screen.findByText('Position: 2')).toBeInTheDocument();
    expect(gateway.pictureRequests.map((pictureRequest) => pictureRequest.prompt)).toEqual([
      'patience',
      'and another',
    ]);
  });

  it('that never was there holds nothing back: calls may go through where sockets do not', async () => {
    gateway.server.use(
      ws.link('ws://imece.test/ws').addEventListener('connection', ({ client }) => client.close(3001)),
    );
    open();
    await waitFor(() => expect(banner()).toHaveTextContent('Connection lost'));
    submit('all the same');
    expect(await screen.findByText('Position: 1')).toBeInTheDocument();
  });

  it('where no socket was ever possible is made up for by asking, and the card stays true', async () => {
    gateway.server.use(
      ws.link('ws://imece.test/ws').addEventListener('connection', ({ client }) => client.close(3001)),
    );
    open();
    submit('behind a proxy');
    await screen.findByText('Position: 1');
    await waitFor(() => expect(banner()).toHaveTextContent('asked every few seconds'));
    expect(screen.getByTestId('job-queued')).not.toHaveAttribute('data-stale');
    gateway.complete(gateway.only.id);
    expect(await screen.findByTestId('job-complete', {}, { timeout: 15_000 })).toBeInTheDocument();
  });

  it('behind a sign-in that has ended says so, and leads there', async () => {
    open();
    await connected();
    gateway.refusal = () => new HttpResponse(null, { status: 302, headers: { Location: '/login' } });
    submit('who am I');
    const link = await within(banner()).findByRole('link', { name: 'Sign in again' });
    expect(link).toHaveAttribute('href', '/');
    expect(banner()).toHaveTextContent('Your sign-in has ended. What you wrote is kept.');
    expect(screen.queryByText('Your prompt was not sent')).toBeNull();
    // It goes out by itself, under its key, once the gateway itself answers again.
    expect(await screen.findByText('Position: 1')).toBeInTheDocument();
    await waitFor(() => expect(within(banner()).queryByRole('link')).toBeNull());
    expect(new Set(gateway.idempotencyKeys).size).toBe(1);
  });

  it('leaves no card of a job that was deleted meanwhile', async () => {
    open();
    await connected();
    submit('gone');
    await screen.findByText('Position: 1');
    gateway.jobs.clear();
    gateway.hangUp();
    await waitFor(() => expect(screen.queryByTestId('job-queued')).toBeNull());
  });

  it('by 4001 is mended at once', async () => {
    open();
    await connected();
    const timers = vi.spyOn(globalThis, 'setTimeout');
    act(() => gateway.hangUp(4001));
    await waitFor(() => expect(gateway.connections).toBe(2));
    const waits = timers.mock.calls.map(([, wait]) => wait ?? 0);
    expect(waits.filter((wait) => wait === 400)).toHaveLength(0);
  });
});
