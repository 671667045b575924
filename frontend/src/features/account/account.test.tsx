import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { expectArrival } from '@/features/access/arrival';
import { wholePage } from '@/shared/ui/wholePage';
import { problem } from '../../../test/FakeGateway';
import { connected, gateway, open, path } from '../../../test/tab';

const go = vi.fn<(path: string) => void>();
const ada = { access: 'open', kind: 'account', account: 'a', name: 'ada', role: 'user', scopes: ['draw'] };
const me = {
  owner: 'a',
  kind: 'visitor',
  perMinute: 60,
  limits: [
    { what: 'submits', used: 5, of: 20, until: '2030-01-01T00:00:00Z' },
    { what: 'waiting', used: 0, of: 100, until: null },
    { what: 'bytes', used: 182_400, of: null, until: null },
    { what: 'of a newer farm', used: 1, of: 2, until: null },
  ],
};
const belongings = { pictures: 12, live: 1, conversations: 3, suggested: true };
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

beforeEach(() => {
  go.mockReset();
  vi.spyOn(wholePage, 'go').mockImplementation(go);
  gateway.server.use(
    http.get('/api/me', () => HttpResponse.json(me)),
    http.get('/api/account/belongings', () =>
      HttpResponse.json({ pictures: 0, live: 0, conversations: 0, suggested: false }),
    ),
    http.get('/api/sessions', () => HttpResponse.json({ items: [] })),
  );
});

describe('the account’s page', () => {
  it('tells a visitor what they have used of what they may', async () => {
    open('/account');
    expect(await screen.findByText('You are here without an account')).toBeInTheDocument();
    expect(await screen.findByText('5 of 20')).toBeInTheDocument();
    expect(screen.getByRole('meter', { name: 'Asked for at once' })).toHaveAttribute('value', '0.25');
    expect(screen.getByText('182 kB')).toBeInTheDocument();
    expect(screen.getByText('In the long run at most 60 pictures a minute.')).toBeInTheDocument();
    expect(screen.queryByText('Where you are signed in')).toBeNull();
  });

  it('shows a link for another device as a code and as text, whole', async () => {
    gateway.server.use(
      http.post('/api/continue', () =>
        HttpResponse.json({ link: '/continue#to.a', expiresAt: '2030-01-01T00:00:00Z' }, { status: 201 }),
      ),
    );
    open('/account');
    fireEvent.click(await screen.findByRole('button', { name: 'Make a link' }));
    expect(await screen.findByLabelText('Link')).toHaveValue('http://imece.test/continue#to.a');
    expect(await screen.findByRole('img', { name: 'QR code of the link' })).toBeInTheDocument();
  });

  it('lists where somebody is signed in, and ends that', async () => {
    gateway.who = ada;
    const ended = vi.fn();
    const items = [
      { id: 's1', device: 'Mozilla/5.0 (X11; Linux) Firefox/140.0', here: true },
      { id: 's2', device: 'Mozilla/5.0 (Android 15) Chrome/140.0', here: false },
    ];
    gateway.server.use(
      http.get('/api/sessions', () => HttpResponse.json({ items })),
      http.delete<{ id: string }>('/api/sessions/:id', ({ params }) => {
        ended(params.id);
        items.pop();
        return new HttpResponse(null, { status: 204 });
      }),
    );
    open('/account');
    expect(await screen.findByText('this browser')).toBeInTheDocument();
    press('Sign out: Chrome · Android');
    await waitFor(() => expect(screen.queryByText('Chrome · Android')).toBeNull());
    expect(ended).toHaveBeenCalledExactlyOnceWith('s2');
  });

  it('signs out, and begins anew', async () => {
    gateway.who = ada;
    gateway.server.use(http.delete('/api/session', () => new HttpResponse(null, { status: 204 })));
    open('/account');
    fireEvent.click(await screen.findByRole('button', { name: 'Sign out' }));
    await waitFor(() => expect(go).toHaveBeenCalledWith('/chat'));
  });

  it('deletes everything only when asked twice, and brings it back', async () => {
    gateway.who = ada;
    const deleted = vi.fn();
    const undone: unknown[] = [];
    gateway.server.use(
      http.delete('/api/me', () => {
        deleted();
        return HttpResponse.json({ undo: 'token', until: '2030-01-01T00:00:00Z' });
      }),
      http.post('/api/undo', async ({ request }) => {
        undone.push(await request.json());
        return HttpResponse.json({ what: 'everything' });
      }),
    );
    open('/account');
    await connected();
    fireEvent.click(await screen.findByRole('button', { name: 'Delete everything' }));
    const ask = await screen.findByRole('dialog');
    expect(ask).toHaveTextContent('For a minute you can undo it, then it is gone for good.');
    expect(within(ask).getByRole('button', { name: 'Cancel' })).toHaveFocus();
    expect(deleted).not.toHaveBeenCalled();
    fireEvent.click(within(ask).getByRole('button', { name: 'Delete everything' }));
    expect(await screen.findByRole('heading', { name: 'Everything is deleted' })).toBeInTheDocument();
    // Whoever did that is not told that their session has ended.
    gateway.who = { access: 'accounts', kind: 'nobody', scopes: [] };
    gateway.hangUp(4001);
    await waitFor(() =>
      expect(gateway.requests.filter((each) => each === 'GET /api/session').length).toBe(2),
    );
    expect(screen.getByTestId('connection-banner')).not.toHaveTextContent('Your session has ended');
    press('Bring everything back');
    await waitFor(() => expect(go).toHaveBeenCalledWith('/chat'));
    expect(undone).toEqual([{ undo: 'token' }]);
  });

  it('is offered no other password if another place keeps it', async () => {
    gateway.who = { ...ada, hasPassword: false };
    open('/account');
    expect(await screen.findByRole('button', { name: 'Sign out' })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Change the password' })).toBeNull();
  });

  it('says so when the password until now is wrong', async () => {
    gateway.who = ada;
    gateway.server.use(http.post('/api/account/password', () => problem(401, 'wrong-password', 'Raw.')));
    open('/account');
    fireEvent.click(await screen.findByRole('button', { name: 'Change the password' }));
    fireEvent.change(screen.getByLabelText('Password until now'), { target: { value: 'wrong' } });
    fireEvent.change(screen.getByLabelText('New password'), { target: { value: 'long enough' } });
    const [, change] = screen.getAllByRole('button', { name: 'Change the password' });
    if (change) fireEvent.click(change);
    expect(await screen.findByText('The name or the password is wrong.')).toBeInTheDocument();
  });
});

describe('who has just signed in', () => {
  beforeEach(() => {
    gateway.who = ada;
  });

  it('is asked whether what the browser had goes along, and it does', async () => {
    const taken = vi.fn();
    gateway.server.use(
      http.get('/api/account/belongings', () => HttpResponse.json(belongings)),
      http.post('/api/account/belongings/take', () => {
        taken();
        return HttpResponse.json(belongings);
      }),
    );
    expectArrival('/chat');
    open();
    const ask = await screen.findByRole('dialog', { name: 'Take along 12 pictures from this browser?' });
    expect(within(ask).getByRole('button', { name: 'Take along' })).toHaveFocus();
    fireEvent.click(within(ask).getByRole('button', { name: 'Take along' }));
    await waitFor(() => expect(screen.getByTestId('toaster')).toHaveTextContent('It is yours now.'));
    expect(taken).toHaveBeenCalledOnce();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('has to choose where somebody else may have sent the link', async () => {
    gateway.server.use(
      http.get('/api/account/belongings', () => HttpResponse.json({ ...belongings, suggested: false })),
    );
    expectArrival('/chat');
    open();
    const ask = await screen.findByRole('dialog');
    expect(ask).toHaveTextContent('Only say yes if it is yours.');
    expect(within(ask).getByRole('button', { name: 'Leave it' })).toHaveFocus();
    fireEvent.click(within(ask).getByRole('button', { name: 'Leave it' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('is asked nothing where there is nothing, and comes back to where they were', async () => {
    expectArrival('/gallery');
    open('/');
    await waitFor(() => expect(path()).toBe('/gallery'));
    await waitFor(() => expect(gateway.requests).toContain('GET /api/account/belongings'));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is not asked again on the next page', async () => {
    open();
    await connected();
    expect(gateway.requests).not.toContain('GET /api/account/belongings');
  });
});
