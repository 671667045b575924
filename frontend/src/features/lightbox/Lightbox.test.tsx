import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeGateway } from '../../../test/FakeGateway';
import { openApp } from '../../../test/openApp';
import { zoomed } from './useZoom';

const CHAT = '11111111-1111-4111-8111-111111111111';
let gateway: FakeGateway;

beforeEach(() => {
  gateway = new FakeGateway();
  gateway.server.listen({ onUnhandledRequest: 'error' });
  for (const prompt of ['one', 'two', 'three']) gateway.accept(CHAT, prompt);
  for (const id of gateway.jobs.keys()) gateway.complete(id);
});

afterEach(() => gateway.server.close());

const jobs = () => [...gateway.jobs.values()];
const lightbox = () => screen.getByRole('dialog', { name: 'Picture' });
const large = () => within(lightbox()).getByRole('img');
const press = (name: string) => fireEvent.click(within(lightbox()).getByRole('button', { name }));
const key = (name: string) => fireEvent.keyDown(within(lightbox()).getByText(/ of /), { key: name });

async function openSecond() {
  openApp(`/chat/${CHAT}`);
  const cards = await screen.findAllByTestId('job-complete');
  const card = within(cards[1] as HTMLElement);
  fireEvent.click(card.getByRole('button', { name: 'Open the picture' }));
  await screen.findByRole('dialog', { name: 'Picture' });
}

describe('the lightbox', () => {
  it('walks the conversation’s pictures by the arrow keys, and stops at the ends', async () => {
    await openSecond();
    expect(large()).toHaveAttribute('alt', 'two');
    expect(within(lightbox()).getByText('2 of 3')).toBeInTheDocument();
    key('ArrowRight');
    key('ArrowRight');
    expect(large()).toHaveAttribute('alt', 'three');
    key('ArrowLeft');
    key('ArrowLeft');
    key('ArrowLeft');
    expect(large()).toHaveAttribute('alt', 'one');
  });

  it('shows what the picture was made of, and how it went', async () => {
    const [, second] = jobs();
    const reason = 'the worker fell silent';
    gateway.attempts.set(second?.id ?? '', [
      {
        attempt: 1,
        worker: 'worker-9',
        gpu: 'demo-9',
        engine: 'forge',
        startedAt: '2026-11-23T17:00:00Z',
        outcome: 'lost',
        reason,
      },
    ]);
    await openSecond();
    const side = within(lightbox());
    expect(side.getByText(String(second?.spec?.seed))).toBeInTheDocument();
    expect(side.getByText('blurry, text')).toBeInTheDocument();
    expect(side.getByText('Made by').nextElementSibling).toHaveTextContent('worker-1 · RTX 4090 · demo');
    const details = side.getByText('How it went').closest('details') as HTMLDetailsElement;
    details.open = true;
    fireEvent(details, new Event('toggle'));
    expect(await side.findByText('attempt 1 · worker-9 · demo-9 · forge')).toBeInTheDocument();
    expect(side.getByText('the worker vanished')).toBeInTheDocument();
    expect(side.getByText(reason)).toBeInTheDocument();
  });

  it('zooms by keys, and every picture begins whole', async () => {
    await openSecond();
    key('+');
    expect(large().style.transform).toContain('scale(1.5)');
    key('ArrowRight');
    expect(large().style.transform).toContain('scale(1)');
  });

  it('remixes: everything but the seed goes into the composer', async () => {
    await openSecond();
    press('Remix');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByTestId('prompt-input')).toHaveValue('two');
    fireEvent.click(screen.getByTestId('submit-button'));
    await waitFor(() => expect(gateway.pictureRequests).toHaveLength(1));
    expect(gateway.pictureRequests[0]).toMatchObject({
      prompt: 'two',
      steps: 30,
      negativePrompt: 'blurry, text',
    });
    expect(gateway.pictureRequests[0]).not.toHaveProperty('seed');
  });

  it('varies: the same at once, with another seed', async () => {
    await openSecond();
    press('Vary');
    await waitFor(() => expect(gateway.pictureRequests).toHaveLength(1));
    expect(gateway.pictureRequests[0]).toMatchObject({ prompt: 'two', steps: 30 });
    expect(gateway.pictureRequests[0]).not.toHaveProperty('seed');
    expect(await screen.findByText('Position: 1')).toBeInTheDocument();
  });

  it('gives its seed to the next picture', async () => {
    await openSecond();
    press('Use seed');
    fireEvent.change(screen.getByTestId('prompt-input'), { target: { value: 'another' } });
    fireEvent.click(screen.getByTestId('submit-button'));
    await waitFor(() => expect(gateway.pictureRequests).toEqual([{ prompt: 'another', seed: 2718281828 }]));
  });
});

describe('zooming', () => {
  it('keeps what is under the pointer where it is, and never leaves the whole picture behind', () => {
    const point = fc.record({
      x: fc.integer({ min: -500, max: 500 }),
      y: fc.integer({ min: -500, max: 500 }),
    });
    fc.assert(
      fc.property(
        point,
        fc.array(fc.double({ min: 0.2, max: 4, noNaN: true }), { maxLength: 20 }),
        (at, factors) => {
          let view = { scale: 1, x: 0, y: 0 };
          for (const factor of factors) {
            const next = zoomed(view, factor, at);
            expect(next.scale).toBeGreaterThanOrEqual(1);
            expect(next.scale).toBeLessThanOrEqual(8);
            if (next.scale === 1) expect(next).toEqual({ scale: 1, x: 0, y: 0 });
            else expect((at.x - next.x) / next.scale).toBeCloseTo((at.x - view.x) / view.scale, 5);
            view = next;
          }
        },
      ),
    );
  });
});
