import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../../test/FakeGateway';
import { gateway, open } from '../../../test/tab';

const admin = {
  access: 'accounts',
  kind: 'account',
  account: 'a',
  name: 'ada',
  role: 'admin',
  scopes: ['draw', 'read', 'operate', 'administer'],
};
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const write = (label: string, text: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } });
const bodies: unknown[] = [];

beforeEach(() => {
  bodies.splice(0);
  gateway.who = admin;
});

describe('keys', () => {
  const about = { id: 'k1', name: 'a notebook', person: 'a', scopes: ['draw', 'read'], app: false };

  it('are made with what they may, shown once, and revoked', async () => {
    const items: object[] = [];
    gateway.server.use(
      http.get('/api/keys', () => HttpResponse.json({ items })),
      http.get('/api/operator/keys', () => HttpResponse.json({ items })),
      http.post('/api/keys', async ({ request }) => {
        bodies.push(await request.json());
        items.push(about);
        return HttpResponse.json({ key: 'imece_k1_secret', about }, { status: 201 });
      }),
      http.delete('/api/keys/k1', () => {
        items.pop();
        return new HttpResponse(null, { status: 204 });
      }),
    );
    open('/keys');
    expect(await screen.findByText('You have no keys.')).toBeInTheDocument();
    press('Make a key');
    press('Make a key');
    expect(await screen.findByText('A name is missing.')).toBeInTheDocument();
    write('What it is for', ' a notebook ');
    fireEvent.click(screen.getByLabelText('draw'));
    press('Make a key');
    expect(await screen.findByLabelText('Your new key')).toHaveValue('imece_k1_secret');
    expect(bodies).toEqual([{ name: 'a notebook', scopes: ['read'], expiresInDays: 90 }]);
    press('I have it');
    expect(screen.queryByDisplayValue('imece_k1_secret')).toBeNull();
    // The farm's list holds everybody's, and this one is a person's.
    expect(screen.getByText('The farm has no keys.')).toBeInTheDocument();
    fireEvent.click(await screen.findByRole('button', { name: 'Revoke “a notebook”' }));
    fireEvent.click(
      within(await screen.findByRole('dialog', { name: 'Revoke “a notebook”?' })).getByRole('button', {
        name: 'Revoke',
      }),
    );
    expect(await screen.findByText('You have no keys.')).toBeInTheDocument();
  });

  it('of apps are the farm’s', async () => {
    gateway.server.use(
      http.get('/api/keys', () => HttpResponse.json({ items: [] })),
      http.get('/api/operator/keys', () => HttpResponse.json({ items: [] })),
      http.post('/api/operator/keys', async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json({ key: 'imece_k2_secret', about: { ...about, person: null, app: true } });
      }),
    );
    open('/keys');
    fireEvent.click(await screen.findByRole('button', { name: 'Make a key' }));
    write('What it is for', 'webui');
    write('It ends', 'never');
    fireEvent.click(screen.getByLabelText('Belongs to the farm, not to me'));
    fireEvent.click(screen.getByLabelText('It is an app that stands for many people'));
    press('Make a key');
    await screen.findByLabelText('Your new key');
    expect(bodies).toEqual([{ name: 'webui', scopes: ['draw', 'read'], app: true }]);
  });

  it('of the farm are given another weight and class, while they count', async () => {
    const farms = { ...about, id: 'k3', name: 'nightly', person: null, class: 'interactive', weight: 1 };
    gateway.server.use(
      http.get('/api/keys', () => HttpResponse.json({ items: [about] })),
      http.get('/api/operator/keys', () => HttpResponse.json({ items: [farms, about] })),
      http.patch('/api/operator/keys/k3', async ({ request }) => {
        const body = (await request.json()) as object;
        bodies.push(body);
        return HttpResponse.json(Object.assign(farms, body));
      }),
    );
    open('/keys');
    const weight = await screen.findByLabelText('Weight of “nightly”');
    expect(screen.queryByLabelText('Weight of “a notebook”')).toBeNull();
    fireEvent.change(weight, { target: { value: '0' } });
    expect(weight).toBeInvalid();
    fireEvent.keyDown(weight, { key: 'Enter' });
    await waitFor(() => expect(weight).toHaveValue(1));
    fireEvent.change(weight, { target: { value: '0.25' } });
    fireEvent.blur(weight);
    await waitFor(() => expect(bodies).toEqual([{ weight: 0.25 }]));
    write('Who waits for what “nightly” asks for', 'batch');
    await waitFor(() => expect(bodies).toEqual([{ weight: 0.25 }, { class: 'batch' }]));
    expect(await screen.findByText(/batch · /)).toBeInTheDocument();
  });

  it('are for people who have signed in', async () => {
    gateway.who = { access: 'open', kind: 'visitor', scopes: ['draw', 'read'] };
    open('/keys');
    expect(await screen.findByText('Keys are for people who have signed in.')).toBeInTheDocument();
  });
});

describe('people', () => {
  const account = (id: string, name: string, fields = {}) => ({
    id,
    name,
    role: 'user',
    createdAt: '2026-11-01T00:00:00Z',
    disabledAt: null,
    ...fields,
  });

  it('are invited by a link that is shown once', async () => {
    const invites: object[] = [];
    gateway.server.use(
      http.get('/api/operator/accounts', () => HttpResponse.json({ items: [account('a', 'ada')] })),
      http.get('/api/operator/invites', () => HttpResponse.json({ items: invites })),
      http.post('/api/operator/invites', async ({ request }) => {
        const body = (await request.json()) as object;
        bodies.push(body);
        const about = { id: 'i1', usesLeft: 5, expiresAt: '2030-01-01T00:00:00Z', ...body };
        invites.push(about);
        return HttpResponse.json({ link: '/join#i1.secret', about }, { status: 201 });
      }),
      http.delete('/api/operator/invites/i1', () => {
        invites.pop();
        return new HttpResponse(null, { status: 204 });
      }),
    );
    open('/people');
    fireEvent.click(await screen.findByRole('button', { name: 'Invite somebody' }));
    write('Who follows it becomes', 'operator');
    write('How often it counts', '5');
    write('For whom (only you see this)', 'the night shift');
    press('Make the link');
    expect(await screen.findByLabelText('The link of the invite')).toHaveValue(
      'http://imece.test/join#i1.secret',
    );
    expect(bodies).toEqual([{ role: 'operator', uses: 5, days: 7, note: 'the night shift' }]);
    fireEvent.click(await screen.findByRole('button', { name: 'Take back the invite: the night shift' }));
    expect(await screen.findByText('No invite is open.')).toBeInTheDocument();
  });

  it('are offered a link for a new password only if they sign in with one', async () => {
    const items = [
      account('b', 'bora', { hasPassword: true }),
      account('c', 'can', { hasPassword: false }),
      account('d', 'deniz'),
    ];
    gateway.server.use(
      http.get('/api/operator/invites', () => HttpResponse.json({ items: [] })),
      http.get('/api/operator/accounts', () => HttpResponse.json({ items })),
    );
    open('/people');
    expect(await screen.findByRole('button', { name: 'Link for a new password: bora' })).toBeEnabled();
    expect(screen.queryByRole('button', { name: 'Link for a new password: can' })).toBeNull();
    expect(screen.getByText(/signs in at a provider/)).toBeInTheDocument();
    // A gateway of the last release does not say.
    expect(screen.getByRole('button', { name: 'Link for a new password: deniz' })).toBeEnabled();
  });

  it('are given another weight by the enter key', async () => {
    gateway.server.use(
      http.get('/api/operator/invites', () => HttpResponse.json({ items: [] })),
      http.get('/api/operator/accounts', () =>
        HttpResponse.json({ items: [account('b', 'bora', { weight: 1 })] }),
      ),
      http.patch('/api/operator/owners/b', async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json({});
      }),
    );
    open('/people');
    const weight = await screen.findByLabelText('Weight of bora');
    fireEvent.change(weight, { target: { value: '2.5' } });
    fireEvent.keyDown(weight, { key: 'Escape' });
    expect(weight).toHaveValue(1);
    fireEvent.change(weight, { target: { value: '2.5' } });
    fireEvent.keyDown(weight, { key: 'Enter' });
    await waitFor(() => expect(bodies).toEqual([{ weight: 2.5 }]));
  });

  it('are shut out after a question, let in again, and never oneself', async () => {
    const bora = account('b', 'bora');
    gateway.server.use(
      http.get('/api/operator/invites', () => HttpResponse.json({ items: [] })),
      http.get('/api/operator/accounts', () => HttpResponse.json({ items: [account('a', 'ada'), bora] })),
      http.patch('/api/operator/accounts/b', async ({ request }) => {
        const body = (await request.json()) as { disabled: boolean };
        bodies.push(body);
        bora.disabledAt = body.disabled ? ('2026-11-30T00:00:00Z' as never) : null;
        return HttpResponse.json(bora);
      }),
    );
    open('/people');
    fireEvent.click(await screen.findByRole('button', { name: 'Shut out bora' }));
    expect(screen.queryByRole('button', { name: 'Shut out ada' })).toBeNull();
    expect(screen.getByLabelText('Role of ada')).toBeDisabled();
    const ask = await screen.findByRole('dialog');
    expect(bodies).toEqual([]);
    fireEvent.click(within(ask).getByRole('button', { name: 'Shut out' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Let in bora again' }));
    await waitFor(() => expect(bodies).toEqual([{ disabled: true }, { disabled: false }]));
  });

  it('are the business of administrators', async () => {
    gateway.who = { ...admin, role: 'user', scopes: ['draw', 'read'] };
    const locked = () => problem(403, 'role-missing', 'Your account does not have the role for that.');
    gateway.server.use(http.get('/api/operator/accounts', locked), http.get('/api/operator/invites', locked));
    open('/people');
    expect(await screen.findByText('This page is for administrators.')).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'People' })).toBeNull();
  });
});
