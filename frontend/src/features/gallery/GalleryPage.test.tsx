import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobView } from '@/shared/contract/job';
import { FakeGateway } from '../../../test/FakeGateway';
import { goldenJob } from '../../../test/golden';
import { openApp } from '../../../test/openApp';

const goldenSpec = goldenJob('job-queued').spec as NonNullable<JobView['spec']>;
let gateway: FakeGateway;
let path = '';

beforeEach(() => {
  gateway = new FakeGateway();
  gateway.server.listen({ onUnhandledRequest: 'error' });
  const chat = '11111111-1111-4111-8111-111111111111';
  for (const prompt of ['one', 'two', 'three']) gateway.accept(chat, prompt);
  for (const id of gateway.jobs.keys()) gateway.complete(id);
});

afterEach(() => gateway.server.close());

describe('the gallery', () => {
  const open = () => openApp('/gallery', { onPath: (now) => (path = now) });
  const names = () =>
    within(screen.getByRole('list', { name: 'My pictures' }))
      .queryAllByRole('button')
      .map((button) => button.getAttribute('aria-label'));

  it('shows all my pictures, the newest first, page by page', async () => {
    gateway.pageSize = 2;
    open();
    await waitFor(() => expect(names()).toEqual(['Open “three”', 'Open “two”']));
    fireEvent.click(screen.getByRole('button', { name: 'Show older ones' }));
    await waitFor(() => expect(names()).toHaveLength(3));
  });

  it('finds by prompt', async () => {
    open();
    await waitFor(() => expect(names()).toHaveLength(3));
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'thr' } });
    await waitFor(() => expect(names()).toEqual(['Open “three”']));
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'nothing like it' } });
    expect(await screen.findByText('No picture is like that.')).toBeInTheDocument();
  });

  it('finds by seed, and shows all again', async () => {
    for (const [index, job] of [...gateway.jobs.values()].entries())
      job.spec = { ...goldenSpec, seed: 100 + index };
    open();
    await waitFor(() => expect(names()).toHaveLength(3));
    fireEvent.click(screen.getByRole('button', { name: 'Filter' }));
    fireEvent.change(screen.getByLabelText('Seed'), { target: { value: '101' } });
    await waitFor(() => expect(names()).toEqual(['Open “two”']));
    fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
    await waitFor(() => expect(names()).toHaveLength(3));
  });

  it('leads from a picture to where it was asked for', async () => {
    open();
    fireEvent.click(await screen.findByRole('button', { name: 'Open “two”' }));
    await screen.findByRole('dialog', { name: 'Picture' });
    fireEvent.click(screen.getByRole('button', { name: 'Show in its chat' }));
    await waitFor(() => expect(path).toBe('/chat/11111111-1111-4111-8111-111111111111'));
    await waitFor(() => expect(document.querySelector('[data-linked]')).toHaveTextContent(/seed/));
  });

  it('leads from a picture into a new chat', async () => {
    open();
    fireEvent.click(await screen.findByRole('button', { name: 'Open “two”' }));
    await screen.findByRole('dialog', { name: 'Picture' });
    fireEvent.click(screen.getByRole('button', { name: 'Remix' }));
    await waitFor(() => expect(path).toBe('/chat'));
    expect(screen.getByTestId('prompt-input')).toHaveValue('two');
    expect(screen.getByText('What shall we make?')).toBeInTheDocument();
  });
});
