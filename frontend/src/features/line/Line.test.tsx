import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import i18next from '@/i18n';
import { FakeGateway } from '../../../test/FakeGateway';
import { openApp } from '../../../test/openApp';

const HERE = '11111111-1111-4111-8111-111111111111';
const ELSEWHERE = '22222222-2222-4222-8222-222222222222';
let gateway: FakeGateway;
let path = '';

beforeEach(() => {
  gateway = new FakeGateway();
  gateway.server.listen({ onUnhandledRequest: 'error' });
  gateway.add(HERE, 'here');
});

afterEach(() => gateway.server.close());

const open = () => openApp(`/chat/${HERE}`, { onPath: (now) => (path = now) });
const strip = () => screen.findByTestId('line-strip');
const sheet = () => screen.findByRole('dialog', { name: 'My pictures in the line' });

describe('the line', () => {
  it('is not mentioned while it is empty, unless no GPU is there', async () => {
    gateway.lane = { waiting: 0, running: 0, slots: 0 };
    open();
    expect(await strip()).toHaveTextContent('no GPU can work right now');
  });

  it('says how many are ahead, how long it takes, and what the GPUs do', async () => {
    gateway.lane = { waiting: 9, running: 2, slots: 2 };
    gateway.accept(ELSEWHERE, 'a whale');
    const [job] = gateway.jobs.values();
    Object.assign(job ?? {}, { queuePosition: 4, eta: { fromSeconds: 40, toSeconds: 55 } });
    open();
    await waitFor(async () =>
      expect(await strip()).toHaveTextContent('3 ahead of you · about 40–55 s · 2 GPUs working'),
    );
    expect(document.title).toBe('(1) Imece');
    gateway.complete(job?.id ?? '');
    await waitFor(() => expect(document.title).toBe('Imece'));
  });

  it('says why nothing begins while the picture store takes nothing, and promises no time', async () => {
    gateway.lane = { waiting: 9, running: 0, slots: 2 };
    gateway.paused = 'picture-store';
    gateway.accept(ELSEWHERE, 'a whale');
    const [job] = gateway.jobs.values();
    Object.assign(job ?? {}, { queuePosition: 4, eta: { fromSeconds: 40, toSeconds: 55 } });
    open();
    await waitFor(async () =>
      expect((await strip()).textContent).toBe(
        '3 ahead of you · the picture store takes no pictures; yours wait and none is lost',
      ),
    );
  });

  it('says so too while nothing waits, and not for a reason that it does not know', async () => {
    gateway.lane = { waiting: 0, running: 0, slots: 2 };
    gateway.paused = 'picture-store';
    const { unmount } = open();
    expect(await strip()).toHaveTextContent('the picture store takes no pictures');
    unmount();
    gateway.paused = 'a reason of a newer gateway';
    gateway.lane = { waiting: 0, running: 0, slots: 0 };
    open();
    await waitFor(async () => expect((await strip()).textContent).toBe('no GPU can work right now'));
  });

  it('opens all that I have in it, over all conversations, each with its cancel and the way there', async () => {
    gateway.accept(HERE, 'a fox');
    gateway.accept(ELSEWHERE, 'a whale');
    open();
    fireEvent.click(await strip());
    const inSheet = within(await sheet());
    fireEvent.click(inSheet.getByRole('button', { name: 'Cancel “a fox”' }));
    await waitFor(() => expect(inSheet.queryByText('a fox')).toBeNull());
    fireEvent.click(inSheet.getByRole('link', { name: /a whale/ }));
    await waitFor(() => expect(path).toBe(`/chat/${ELSEWHERE}`));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('says in words that one could not be cancelled', async () => {
    gateway.accept(HERE, 'a fox');
    gateway.server.use(http.delete('/api/jobs/:id', () => HttpResponse.error()));
    open();
    fireEvent.click(await strip());
    const inSheet = within(await sheet());
    fireEvent.click(inSheet.getByRole('button', { name: 'Cancel “a fox”' }));
    const told = await inSheet.findByText(i18next.t('card.cancelFailed'));
    expect(told).toHaveAttribute('role', 'status');
    expect(inSheet.getByRole('button', { name: 'Cancel “a fox”' })).toBeEnabled();
  });

  it('lets go of all that waits at once', async () => {
    gateway.accept(ELSEWHERE, 'a fox');
    gateway.accept(ELSEWHERE, 'a whale');
    open();
    fireEvent.click(await strip());
    const inSheet = within(await sheet());
    fireEvent.click(inSheet.getByRole('button', { name: 'Cancel all 2 that wait' }));
    expect(await inSheet.findByText('Nothing of yours is waiting.')).toBeInTheDocument();
    expect(screen.getByTestId('toaster')).toHaveTextContent('2 pictures cancelled.');
    expect(gateway.requests).toContain('DELETE /api/jobs');
  });
});
