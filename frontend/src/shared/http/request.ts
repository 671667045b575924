import type * as z from 'zod/mini';
import { Problem } from './Problem';

const PATIENCE_MS = 30_000;

let answered = () => {};

/** Fulfilled by the first answer of any kind: from then on the browser holds the visitor's cookie. */
export const firstAnswer = new Promise<void>((resolve) => {
  answered = resolve;
});

type Call = { method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'; body?: unknown; idempotencyKey?: string };

/** One call of the gateway; anything but a readable success is thrown as a {@link Problem}. */
export async function request<T extends z.ZodMiniType>(path: string, schema: T, call: Call = {}) {
  const response = await command(path, call);
  const read = schema.safeParse(await response.json().catch(() => undefined));
  if (!read.success) throw Problem.unreadable();
  return read.data as z.output<T>;
}

/** One call whose answer's body does not matter, or is empty. */
export async function command(path: string, call: Call): Promise<Response> {
  const response = await send(path, call);
  answered();
  if (!response.ok) throw await Problem.of(response);
  return response;
}

async function send(path: string, { method = 'GET', body, idempotencyKey }: Call): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json' });
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  if (idempotencyKey) headers.set('Idempotency-Key', idempotencyKey);
  try {
    return await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      // A deletion outlives the page that asked for it.
      keepalive: method === 'DELETE',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch {
    throw Problem.unreachable();
  }
}
