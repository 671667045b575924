import { fireEvent, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { wholePage } from '@/shared/ui/wholePage';
import { problem } from '../../../test/FakeGateway';
import { connected, gateway, open, path, prompt } from '../../../test/tab';

const go = vi.fn<(path: string) => void>();
const TOKEN = 'an-id.a-secret';
const nobody = (access: string) => ({ access, kind: 'nobody', scopes: [] });
const ada = {
  access: 'accounts',
  kind: 'account',
  account: 'a',
  name: 'ada',
  role: 'user',
  scopes: ['draw'],
};

const write = (label: string, text: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

beforeEach(() => {
  go.mockReset();
  vi.spyOn(wholePage, 'go').mockImplementation(go);
});

describe('a browser that is not let in', () => {
  it('is asked to sign in where people have accounts, opens no socket, and comes back to where it was', async () => {
    gateway.who = nobody('accounts');
    gateway.server.use(http.post('/api/session', () => HttpResponse.json(ada)));
    open('/gallery');
    await screen.findByRole('heading', { name: 'Sign in' });
    expect(screen.getByLabelText('Name or e-mail')).toHaveAttribute('autocomplete', 'username');
    expect(screen.getByLabelText('Password')).toHaveAttribute('autocomplete', 'current-password');
    write('Name or e-mail', 'ada');
    write('Password', 'correct horse');
    press('Sign in');
    await waitFor(() => expect(go).toHaveBeenCalledExactlyOnceWith('/gallery'));
    expect(gateway.connections).toBe(0);
  });

  it('is told that it needs an invite where only the invited get in', async () => {
    gateway.who = nobody('invite');
    open('/chat');
    await screen.findByRole('heading', { name: 'You need an invite' });
    expect(screen.queryByTestId('prompt-input')).toBeNull();
    fireEvent.click(screen.getByRole('link', { name: 'I have an account' }));
    expect(await screen.findByLabelText('Password')).toBeInTheDocument();
  });

  it.each([
    [401, 'wrong-password', undefined, 'The name or the password is wrong.'],
    [429, 'too-many-sign-ins', 30, 'There were too many tries in a short time. Try again in 30 s.'],
    [503, 'busy', 5, 'Too many people sign in at this moment. Try again in 5 s.'],
  ])('is told why it could not sign in: %i %s', async (status, code, wait, sentence) => {
    gateway.who = nobody('accounts');
    gateway.server.use(http.post('/api/session', () => problem(status, code, 'Raw words.', wait)));
    open('/sign-in');
    await screen.findByRole('heading', { name: 'Sign in' });
    write('Name or e-mail', 'ada');
    write('Password', 'wrong horse');
    press('Sign in');
    expect(await screen.findByRole('alert')).toHaveTextContent(sentence);
    expect(go).not.toHaveBeenCalled();
  });

  it('finds the provider’s button where there is one, and is told when that came to nothing', async () => {
    gateway.who = { ...nobody('accounts'), provider: 'Keycloak' };
    open('/sign-in#failed');
    expect(await screen.findByRole('alert')).toHaveTextContent('That sign-in came to nothing');
    expect(await screen.findByRole('link', { name: 'Sign in with Keycloak' })).toHaveAttribute(
      'href',
      '/oidc/start',
    );
  });
});

describe('the link of an invite', () => {
  const does = (link: object) =>
    http.post('/api/invites/look', () => HttpResponse.json({ expiresAt: '2030-01-01T00:00:00Z', ...link }));
  const accepted: unknown[] = [];
  const accepts = (answer: () => Response) =>
    http.post('/api/invites/accept', async ({ request }) => {
      accepted.push(await request.json());
      return answer();
    });
  beforeEach(() => void accepted.splice(0));

  it('makes an account by a name and a password, and acts only when it is told to', async () => {
    gateway.who = nobody('accounts');
    gateway.server.use(
      does({ does: 'join', role: 'admin' }),
      accepts(() => HttpResponse.json({ does: 'join' })),
    );
    open(`/join#${TOKEN}`);
    await screen.findByText(/It is an administrator’s/);
    expect(accepted).toEqual([]);
    write('Name or e-mail', ' ada ');
    write('Password', 'short');
    press('Make the account');
    expect(await screen.findByText(/This password is too short/)).toBeInTheDocument();
    expect(accepted).toEqual([]);
    write('Password', 'long enough');
    press('Make the account');
    await waitFor(() => expect(go).toHaveBeenCalledWith('/chat'));
    expect(accepted).toEqual([{ token: TOKEN, name: 'ada', password: 'long enough' }]);
  });

  it('is out of the address as soon as it was read', async () => {
    gateway.server.use(does({ does: 'admit' }));
    const hashes: string[] = [];
    open(`/join#${TOKEN}`, undefined, (hash) => void hashes.push(hash));
    await screen.findByRole('heading', { name: 'You are invited' });
    expect(path()).toBe('/join');
    expect(hashes.at(-1)).toBe('');
  });

  it('lets a browser in by one click', async () => {
    gateway.who = nobody('invite');
    gateway.server.use(
      does({ does: 'admit' }),
      accepts(() => HttpResponse.json({ does: 'admit' })),
    );
    open(`/join#${TOKEN}`);
    fireEvent.click(await screen.findByRole('button', { name: 'Come in' }));
    await waitFor(() => expect(go).toHaveBeenCalledWith('/chat'));
    expect(accepted).toEqual([{ token: TOKEN }]);
  });

  it('sets a new password for somebody whose name stands there', async () => {
    gateway.server.use(
      does({ does: 'password', name: 'ada' }),
      accepts(() => HttpResponse.json({ does: 'password' })),
    );
    open(`/join#${TOKEN}`);
    await screen.findByRole('heading', { name: 'A new password for ada' });
    write('New password', 'long enough');
    press('Set the password');
    await waitFor(() => expect(accepted).toEqual([{ token: TOKEN, password: 'long enough' }]));
  });

  it('says when the name is taken, and keeps what was written', async () => {
    gateway.server.use(
      does({ does: 'join', role: 'user' }),
      accepts(() => problem(409, 'name-taken', 'Raw words.')),
    );
    open(`/join#${TOKEN}`);
    await screen.findByText(/your pictures are there/);
    write('Name or e-mail', 'ada');
    write('Password', 'long enough');
    press('Make the account');
    expect(await screen.findByText('Somebody here has that name already.')).toBeInTheDocument();
    expect(screen.getByLabelText('Password')).toHaveValue('long enough');
  });

  it('that counts no more, or is not whole, says so', async () => {
    gateway.server.use(http.post('/api/invites/look', () => problem(404, 'not-found', 'Raw words.')));
    const first = open(`/join#${TOKEN}`);
    await screen.findByRole('heading', { name: 'This link counts no more' });
    first.unmount();
    open('/join');
    await screen.findByRole('heading', { name: 'This link is not whole' });
  });
});

it('a link from another device says whose it is, and goes on as them when it is told to', async () => {
  const accept = vi.fn();
  gateway.server.use(
    http.post('/api/continue/look', () => HttpResponse.json({ kind: 'account', name: 'ada' })),
    http.post('/api/continue/accept', () => {
      accept();
      return HttpResponse.json({ kind: 'account', name: 'ada' });
    }),
  );
  open(`/continue#${TOKEN}`);
  await screen.findByRole('heading', { name: 'Sign in here as ada' });
  expect(accept).not.toHaveBeenCalled();
  press('Go on here');
  await waitFor(() => expect(go).toHaveBeenCalledWith('/chat'));
  expect(accept).toHaveBeenCalledOnce();
});

describe('a session that ends in the middle of work', () => {
  it('is told, keeps what was written, offers the sign-in, and leaves the farm alone', async () => {
    gateway.who = ada;
    open();
    await connected();
    fireEvent.change(prompt(), { target: { value: 'half a thought' } });
    gateway.who = nobody('accounts');
    gateway.hangUp(4001);
    const banner = screen.getByTestId('connection-banner');
    await waitFor(() => expect(banner).toHaveTextContent('Your session has ended. What you wrote is kept.'));
    expect(prompt()).toHaveValue('half a thought');
    expect(screen.getByTestId('submit-button')).toBeDisabled();
    const before = gateway.connections;
    fireEvent.click(screen.getByRole('link', { name: 'Sign in again' }));
    await screen.findByLabelText('Password');
    expect(gateway.connections).toBe(before);
  });

  it('is found out by the next call, too', async () => {
    gateway.who = ada;
    open();
    await connected();
    gateway.who = { ...nobody('open'), kind: 'visitor' };
    gateway.server.use(
      http.get('/api/conversations', () => problem(401, 'session-ended', 'This session has ended.')),
    );
    gateway.say({ kind: 'conversations' });
    await waitFor(() =>
      expect(screen.getByTestId('connection-banner')).toHaveTextContent('Your session has ended'),
    );
  });
});

it('who signed in in another tab is told to load the page anew', async () => {
  open();
  await connected();
  gateway.who = ada;
  gateway.server.use(http.get('/api/conversations', () => problem(401, 'session-ended', '')));
  gateway.say({ kind: 'conversations' });
  await waitFor(() =>
    expect(screen.getByTestId('connection-banner')).toHaveTextContent('Somebody has signed in or out'),
  );
});
