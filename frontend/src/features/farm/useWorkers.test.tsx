import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Worker } from '@/shared/contract/worker';
import { gateway } from '@/shared/http/gateway';
import { useOrder } from './useWorkers';

type State = Worker['state'];

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(gateway, 'order').mockResolvedValue({} as Worker);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

async function drain() {
  const queries = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queries}>{children}</QueryClientProvider>
  );
  const initialProps = { state: 'ready' as State };
  const hook = renderHook(({ state }) => useOrder({ id: 'attic', state }), { wrapper, initialProps });
  act(() => hook.result.current.give());
  await pass(1);
  expect(hook.result.current).toMatchObject({ order: 'drain', onItsWay: true });
  return hook;
}

it('may be given again after the worker has come back to where it was', async () => {
  const { result, rerender } = await drain();
  rerender({ state: 'draining' });
  await pass(1);
  expect(result.current).toMatchObject({ order: 'resume', onItsWay: false });
  rerender({ state: 'ready' });
  await pass(1);
  expect(result.current).toMatchObject({ order: 'drain', onItsWay: false });
});

it('may be given again when no sign has shown it for a while', async () => {
  const { result } = await drain();
  await pass(9_000);
  expect(result.current.onItsWay).toBe(true);
  await pass(1_001);
  expect(result.current.onItsWay).toBe(false);
});
