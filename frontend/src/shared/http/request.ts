import type * as z from 'zod/mini';
import { identityRefusals } from './identityRefusals';
import { Problem } from './Problem';
import { signIn } from './signIn';

const PATIENCE_MS = 30_000;

/** A picture may be large, and a phone's network slow. */
const PICTURE_PATIENCE_MS = 180_000;

let answered = () => {};

/** Fulfilled by the gateway's first answer of any kind: from then on the browser holds the visitor's cookie. */
export const firstAnswer = new Promise<void>((resolve) => {
  answered = resolve;
});

type Call = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, instead of a body. */
  picture?: Blob;
  idempotencyKey?: string;
};

/** One call of the gateway; anything but a readable success is thrown as a {@link Problem}. */
export async function request<T extends z.ZodMiniType>(path: string, schema: T, call: Call = {}) {
  const response = await command(path, call);
  const read = schema.safeParse(await bodyOf(response));
  if (!read.success) throw Problem.unreadable();
  return read.data as z.output<T>;
}

/** Undefined where it is no JSON. A body that breaks off says as little as no answer at all. */
async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (problem) {
    if (problem instanceof SyntaxError) return undefined;
    throw Problem.unreachable();
  }
}

/** One call whose answer's body does not matter, or is empty. */
export async function command(path: string, call: Call): Promise<Response> {
  const response = await send(path, call);
  const problem = await problemOf(response);
  signIn.turn(problem?.isSignedOut ?? false);
  if (!problem?.isUnknown) answered();
  identityRefusals.hear(problem?.code);
  if (problem) throw problem;
  return response;
}

/** A page is never the gateway's answer to a call: with whatever status it comes, somebody else has sent it. */
async function problemOf(response: Response): Promise<Problem | null> {
  if (response.type === 'opaqueredirect') return Problem.signedOut();
  if (!response.ok) return Problem.of(response);
  const isPage = response.headers.get('Content-Type')?.startsWith('text/html') ?? false;
  return isPage ? Problem.signedOut() : null;
}

async function send(path: string, call: Call): Promise<Response> {
  const { method = 'GET', body, picture, idempotencyKey } = call;
  const headers = new Headers({ Accept: 'application/json' });
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  if (picture) headers.set('Content-Type', picture.type);
  if (idempotencyKey) headers.set('Idempotency-Key', idempotencyKey);
  try {
    return await fetch(path, {
      method,
      headers,
      body: picture ?? (body === undefined ? undefined : JSON.stringify(body)),
      // Whoever leads a call elsewhere means a person to go there, not a script.
      redirect: 'manual',
      // A deletion outlives the page that asked for it.
      keepalive: method === 'DELETE',
      signal: AbortSignal.timeout(picture ? PICTURE_PATIENCE_MS : PATIENCE_MS),
    });
  } catch {
    throw Problem.unreachable();
  }
}
