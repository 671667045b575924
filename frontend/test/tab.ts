import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { FakeGateway } from './FakeGateway';
import { openApp } from './openApp';

/** The gateway of the running test. */
export let gateway: FakeGateway;

/** Where the tab has been in the running test, the last one is where it is. */
export let visited: string[] = [];

beforeEach(() => {
  gateway = new FakeGateway();
  visited = [];
  gateway.server.listen({ onUnhandledRequest: 'error' });
  // The shortest of the jittered waits.
  vi.spyOn(Math, 'random').mockReturnValue(0);
});

afterEach(() => gateway.server.close());

export const open = (at?: string, firstAnswer?: Promise<void>, onHash?: (hash: string) => void) =>
  openApp(at, { firstAnswer, onPath: (path) => void visited.push(path), ...(onHash && { onHash }) });

export const path = () => visited.at(-1) ?? '';

export const prompt = () => screen.getByTestId<HTMLTextAreaElement>('prompt-input');

export function submit(text: string) {
  fireEvent.change(prompt(), { target: { value: text } });
  fireEvent.click(screen.getByTestId('submit-button'));
}

export const positions = () => screen.queryAllByTestId('queue-position').map((place) => place.textContent);

export const connected = () => waitFor(() => expect(gateway.connections).toBeGreaterThan(0));
