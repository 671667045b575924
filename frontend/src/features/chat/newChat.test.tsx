import { fireEvent, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FakeGateway } from '../../../test/FakeGateway';
import { openApp } from '../../../test/openApp';

let gateway: FakeGateway;
const OLD = '11111111-1111-4111-8111-111111111111';

beforeEach(() => {
  gateway = new FakeGateway();
  gateway.server.listen({ onUnhandledRequest: 'error' });
});

afterEach(() => gateway.server.close());

/** The conversation is made, and its answer lost on the way. */
const loseTheFirstAnswer = () =>
  gateway.server.use(
    http.post<never, { title: string }>(
      '/api/conversations',
      async ({ request }) => {
        const { title } = await request.json();
        gateway.add(crypto.randomUUID(), title);
        return HttpResponse.error();
      },
      { once: true },
    ),
  );

async function begin(text: string) {
  openApp('/chat');
  await waitFor(() => expect(gateway.connections).toBe(1));
  fireEvent.change(screen.getByTestId('prompt-input'), { target: { value: text } });
  fireEvent.click(screen.getByTestId('submit-button'));
  fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Position: 1')).toBeInTheDocument();
}

it('a new chat whose answer was lost becomes one conversation, not two', async () => {
  loseTheFirstAnswer();
  await begin('a fox in the snow');
  expect([...gateway.titles.values()]).toEqual(['a fox in the snow']);
  expect(gateway.pictureRequests).toHaveLength(1);
});

it('a new chat never continues an old conversation that begins alike', async () => {
  gateway.server.use(http.post('/api/conversations', () => HttpResponse.error(), { once: true }));
  gateway.add(OLD, 'a fox in the snow');
  gateway.accept(OLD, 'a fox in the snow');
  gateway.complete(gateway.only.id);
  openApp('/gallery');
  fireEvent.click(await screen.findByRole('link', { name: 'New chat' }));
  fireEvent.change(await screen.findByTestId('prompt-input'), { target: { value: 'a fox in the snow' } });
  fireEvent.click(screen.getByTestId('submit-button'));
  fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Position: 1')).toBeInTheDocument();
  expect(gateway.conversations.size).toBe(2);
  expect(gateway.conversations.get(OLD)).toHaveLength(2);
});
