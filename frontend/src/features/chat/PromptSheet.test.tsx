import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeGateway } from '../../../test/FakeGateway';
import { openApp } from '../../../test/openApp';

let gateway: FakeGateway;

beforeEach(() => {
  gateway = new FakeGateway();
  gateway.server.listen({ onUnhandledRequest: 'error' });
  const [one, other] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
  gateway.accept(one, 'a fox');
  gateway.accept(one, 'a whale', 3);
  gateway.accept(other, 'a fox');
  gateway.accept(other, 'a tram');
});

afterEach(() => gateway.server.close());

const sheet = async () => {
  fireEvent.click(await screen.findByRole('button', { name: 'Earlier prompts' }));
  return within(await screen.findByRole('dialog', { name: 'Earlier prompts' }));
};
const listed = (inSheet: ReturnType<typeof within>) =>
  within(inSheet.getByRole('list'))
    .queryAllByRole('button')
    .map((each) => each.textContent);

describe('the list of earlier prompts', () => {
  it('has those of all conversations, each once, and brings one back into the composer', async () => {
    openApp();
    const inSheet = await sheet();
    await waitFor(() => expect(listed(inSheet)).toEqual(['a tram', 'a fox', 'a whale']));
    fireEvent.click(inSheet.getByRole('button', { name: 'a whale' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByTestId('prompt-input')).toHaveValue('a whale');
    await waitFor(() => expect(screen.getByTestId('prompt-input')).toHaveFocus());
    expect(gateway.pictureRequests).toEqual([]);
  });

  it('is searched by the server, page by page', async () => {
    gateway.pageSize = 2;
    openApp();
    const inSheet = await sheet();
    await waitFor(() => expect(listed(inSheet)).toEqual(['a tram', 'a fox', 'Show older ones']));
    fireEvent.click(inSheet.getByRole('button', { name: 'Show older ones' }));
    await waitFor(() => expect(listed(inSheet)).toContain('a whale'));
    fireEvent.change(inSheet.getByRole('searchbox'), { target: { value: 'tra' } });
    await waitFor(() => expect(listed(inSheet)).toEqual(['a tram']));
    fireEvent.change(inSheet.getByRole('searchbox'), { target: { value: 'zebra' } });
    expect(await inSheet.findByText('No prompt of yours has these words.')).toBeInTheDocument();
  });
});
