import { screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FakeGateway } from '../../../test/FakeGateway';
import { openApp } from '../../../test/openApp';
import { chooseSound } from './sound';

const CONVERSATION = '11111111-1111-4111-8111-111111111111';

let gateway: FakeGateway;
let heard = 0;

/** As much of an AudioContext as a chime uses; it counts how often one was made. */
class Silence {
  readonly currentTime = 0;
  readonly destination = {};
  constructor() {
    heard++;
  }
  createOscillator = () => ({ frequency: {}, connect: () => this.createGain(), start() {}, stop() {} });
  createGain = () => ({
    gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} },
    connect: (next: unknown) => next,
  });
  close = async () => {};
}

beforeEach(() => {
  heard = 0;
  vi.stubGlobal('AudioContext', Silence);
  gateway = new FakeGateway();
  gateway.server.listen({ onUnhandledRequest: 'error' });
});

afterEach(() => {
  gateway.server.close();
  vi.unstubAllGlobals();
});

/** Two pictures that become ready one after the other. */
async function twoBecomeReady() {
  gateway.accept(CONVERSATION, 'one');
  gateway.accept(CONVERSATION, 'two');
  openApp(`/chat/${CONVERSATION}`);
  await waitFor(() => expect(gateway.connections).toBe(1));
  expect(await screen.findAllByTestId('job-queued')).toHaveLength(2);
  const [first = '', second = ''] = gateway.jobs.keys();
  gateway.start(first);
  gateway.complete(first);
  await waitFor(() => expect(screen.getAllByTestId('job-complete')).toHaveLength(1));
  const whileOneWaits = heard;
  gateway.start(second);
  gateway.complete(second);
  await waitFor(() => expect(screen.getAllByTestId('job-complete')).toHaveLength(2));
  return whileOneWaits;
}

it('says nothing to who did not ask for a sound', async () => {
  await twoBecomeReady();
  expect(heard).toBe(0);
});

it('sounds once, when the last of my pictures is ready', async () => {
  chooseSound(true);
  expect(await twoBecomeReady()).toBe(0);
  await waitFor(() => expect(heard).toBe(1));
});
