import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeGateway } from '../../../test/FakeGateway';
import { openApp } from '../../../test/openApp';

const FOX = '11111111-1111-4111-8111-111111111111';
const WHALE = '22222222-2222-4222-8222-222222222222';
let gateway: FakeGateway;
let path = '';

beforeEach(() => {
  gateway = new FakeGateway();
  gateway.server.listen({ onUnhandledRequest: 'error' });
  gateway.add(FOX, 'a fox');
  gateway.add(WHALE, 'a whale');
});

afterEach(() => {
  vi.unstubAllGlobals();
  gateway.server.close();
});

/** A screen with room for the list beside the page. */
async function open(at = `/chat/${FOX}`) {
  vi.stubGlobal('matchMedia', (media: string) => ({
    matches: media.includes('min-width'),
    addEventListener: () => {},
    removeEventListener: () => {},
  }));
  openApp(at, { onPath: (now) => (path = now) });
  await screen.findByRole('navigation', { name: 'Conversations' });
  await waitFor(() => expect(titles()).toHaveLength(2));
}

const list = () => screen.getByRole('navigation', { name: 'Conversations' });
const titles = () =>
  within(list())
    .queryAllByRole('link')
    .map((link) => link.getAttribute('aria-label'));
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('the conversation list', () => {
  it('shows the newest first and marks the open one', async () => {
    await open();
    expect(titles()).toEqual(['a whale', 'a fox']);
    expect(within(list()).getByRole('link', { name: 'a fox' })).toHaveAttribute('aria-current', 'page');
  });

  it('opens another one', async () => {
    await open();
    fireEvent.click(within(list()).getByRole('link', { name: 'a whale' }));
    await waitFor(() => expect(path).toBe(`/chat/${WHALE}`));
  });

  it('says where pictures are under way', async () => {
    await open();
    gateway.accept(WHALE, 'a calf');
    const [job] = gateway.jobs.values();
    gateway.say({ kind: 'job', job });
    await waitFor(() => expect(titles()).toContain('a whale, 1 picture under way'));
  });

  it('finds by title', async () => {
    await open();
    // Below 16 px a phone's Safari would zoom into it.
    expect(screen.getByRole('searchbox')).toHaveClass('text-base');
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'fox' } });
    await waitFor(() => expect(titles()).toEqual(['a fox']));
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'owl' } });
    expect(await screen.findByText('No conversation has these words.')).toBeInTheDocument();
  });

  it('is read again when the feed says so', async () => {
    await open();
    gateway.titles.set(FOX, 'a red fox');
    gateway.say({ kind: 'conversations' });
    await waitFor(() => expect(titles()).toContain('a red fox'));
  });

  it('renames', async () => {
    await open();
    press('Rename “a fox”');
    const input = screen.getByRole('textbox', { name: 'New title' });
    // Below 16 px a phone's Safari would zoom into it.
    expect(input).toHaveClass('text-base');
    expect(input).toHaveFocus();
    fireEvent.change(input, { target: { value: ' a vixen ' } });
    fireEvent.submit(input);
    await waitFor(() => expect(titles()).toContain('a vixen'));
    await waitFor(() => expect(gateway.titles.get(FOX)).toBe('a vixen'));
    expect(screen.getByRole('link', { name: 'a vixen' })).toHaveFocus();
  });

  it('leaves the title on Escape', async () => {
    await open();
    press('Rename “a fox”');
    const input = screen.getByRole('textbox', { name: 'New title' });
    fireEvent.change(input, { target: { value: 'nonsense' } });
    fireEvent.keyDown(input, { key: 'Escape' });
    expect(titles()).toContain('a fox');
    expect(screen.getByRole('link', { name: 'a fox' })).toHaveFocus();
    expect(gateway.requests.filter((request) => request.startsWith('PATCH'))).toEqual([]);
  });

  it('deletes the open one, goes to a new chat, and can take it back', async () => {
    await open();
    press('Delete “a fox”');
    await waitFor(() => expect(titles()).toEqual(['a whale']));
    await waitFor(() => expect(path).toBe('/chat'));
    press('Undo');
    await waitFor(() => expect(titles()).toHaveLength(2));
    expect(path).toBe(`/chat/${FOX}`);
    expect(gateway.requests.filter((request) => request.startsWith('DELETE'))).toEqual([]);
  });

  it('hands the focus of a deleted one to its neighbour, and of the last one to the search', async () => {
    await open('/gallery');
    press('Delete “a whale”');
    await waitFor(() => expect(titles()).toEqual(['a fox']));
    expect(screen.getByRole('link', { name: 'a fox' })).toHaveFocus();
    press('Delete “a fox”');
    await waitFor(() => expect(titles()).toEqual([]));
    expect(screen.getByRole('searchbox')).toHaveFocus();
  });

  it('deletes for good when the page closes', async () => {
    await open();
    press('Delete “a whale”');
    await waitFor(() => expect(titles()).toEqual(['a fox']));
    dispatchEvent(new Event('pagehide'));
    await waitFor(() => expect(gateway.conversations.has(WHALE)).toBe(false));
    expect(titles()).toEqual(['a fox']);
  });
});

describe('on a narrow screen', () => {
  it('the list is a sheet that closes once something was chosen', async () => {
    openApp(`/chat/${FOX}`, { onPath: (now) => (path = now) });
    press('Conversations');
    const sheet = await screen.findByRole('dialog', { name: 'Conversations' });
    fireEvent.click(await within(sheet).findByRole('link', { name: 'a whale' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(path).toBe(`/chat/${WHALE}`);
  });
});
