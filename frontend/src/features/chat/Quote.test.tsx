import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import '@/i18n';
import { Quote } from './Quote';

const asked: string[] = [];
let eta: unknown = null;
const server = setupServer(
  http.get('*/api/queue/quote', ({ request }) => {
    asked.push(new URL(request.url).search);
    return HttpResponse.json({ eta });
  }),
);
beforeAll(() => server.listen());
afterEach(() => {
  asked.length = 0;
});
afterAll(() => server.close());

const show = () =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Quote settings={{ checkpoint: 'demo', steps: 30 }} />
    </QueryClientProvider>,
  );

it('says when a picture like this would be there', async () => {
  eta = { fromSeconds: 18, toSeconds: 24, rough: false };
  show();
  expect(await screen.findByText('A picture like this: about 18–24 s from now')).toBeInTheDocument();
  expect(asked).toEqual(['?checkpoint=demo&steps=30']);
});

it('says nothing where nobody knows', async () => {
  eta = null;
  show();
  await waitFor(() => expect(asked).toHaveLength(1));
  expect(screen.queryByTestId('quote')).toBeNull();
});
