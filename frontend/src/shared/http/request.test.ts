import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { Problem } from './Problem';
import { request } from './request';
import { signIn } from './signIn';

/** A refusal as the gateway writes it. */
const refusal = (status: number, fields: object, headers: Record<string, string> = {}) =>
  HttpResponse.json(
    { type: 'urn:imece:problem:some-code', code: 'some-code', ...fields },
    { status, headers: { 'Content-Type': 'application/problem+json', ...headers } },
  );

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const answerWith = (response: () => Response) => server.use(http.get('/api/thing', response));
const problemOf = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (problem: unknown) => problem as Problem,
  );
const anything = z.object({ id: z.string() });

describe('a call', () => {
  it('gives what it was asked for', async () => {
    answerWith(() => HttpResponse.json({ id: 'a', more: 1 }));
    expect(await request('/api/thing', anything)).toEqual({ id: 'a' });
  });

  it('that was refused is a problem with the words of the gateway', async () => {
    const errors = [{ field: 'steps', message: 'steps must be 1 to 150.', allowed: [1, 150] }];
    answerWith(() => refusal(422, { code: 'validation-failed', detail: 'Invalid.', errors }));
    const problem = await problemOf(request('/api/thing', anything));
    expect(problem).toMatchObject({
      status: 422,
      code: 'validation-failed',
      detail: 'steps must be 1 to 150.',
    });
    expect(problem?.passes).toBe(false);
  });

  it('may pass later where the gateway says when', async () => {
    answerWith(() => refusal(429, { code: 'too-many-waiting' }, { 'Retry-After': '7' }));
    const problem = await problemOf(request('/api/thing', anything));
    expect(problem).toMatchObject({ code: 'too-many-waiting', retryAfter: 7, passes: true });
  });

  it.each([
    ['Wed, 21 Oct 2026 07:28:00 GMT', null],
    ['soon', null],
    ['0', 0],
    ['120', 120],
  ])('that says when to come back by %j is read in seconds or not at all', async (header, retryAfter) => {
    answerWith(() => refusal(503, {}, { 'Retry-After': header }));
    expect(await problemOf(request('/api/thing', anything))).toMatchObject({ retryAfter, passes: true });
  });

  it.each([400, 401, 403, 404, 409, 410, 413, 415, 422])(
    'that met a %i would meet it again',
    async (status) => {
      answerWith(() => refusal(status, {}));
      const problem = await problemOf(request('/api/thing', anything));
      expect(problem).toMatchObject({ isRefusal: true, passes: false, passesUnderKey: false });
    },
  );

  it.each([400, 403, 404, 409, 413, 422, 500, 502, 503, 504])(
    'that met a %i of somebody else was not refused by the gateway',
    async (status) => {
      for (const answer of [
        () => HttpResponse.html('<h1>No</h1>', { status }),
        () => HttpResponse.json({ code: 'some-code', detail: 'No.' }, { status }),
        () => refusal(status, { type: 'about:blank' }),
        () => new HttpResponse(null, { status }),
      ]) {
        answerWith(answer);
        const problem = await problemOf(request('/api/thing', anything));
        expect(problem).toMatchObject({ code: `http-${status}`, detail: '', status });
        expect(problem).toMatchObject({ isRefusal: false, isUnknown: true, passesUnderKey: true });
      }
    },
  );

  it.each([
    ['leads elsewhere', () => new HttpResponse(null, { status: 302, headers: { Location: '/login' } })],
    ['answers with a page', () => HttpResponse.html('<form>Sign in</form>')],
    ['asks who it is', () => HttpResponse.html('<h1>401</h1>', { status: 401 })],
  ])(
    'that met somebody who %s has met an ended sign-in, until the gateway answers again',
    async (_, answer) => {
      answerWith(answer);
      const problem = await problemOf(request('/api/thing', anything));
      expect(problem).toMatchObject({ isSignedOut: true, isUnknown: true, passesUnderKey: true });
      expect(signIn.ended).toBe(true);
      answerWith(() => refusal(404, {}));
      await problemOf(request('/api/thing', anything));
      expect(signIn.ended).toBe(false);
    },
  );

  it.each([
    ['a proxy’s page', () => HttpResponse.html('<h1>Bad gateway</h1>', { status: 502 }), 'http-502'],
    ['a proxy’s sign-in', () => HttpResponse.html('<h1>Sign in</h1>'), 'signed-out'],
    ['an answer that makes no sense', () => HttpResponse.json({ id: 1 }), 'unreadable-answer'],
    ['an answer that is no JSON', () => HttpResponse.text('hello'), 'unreadable-answer'],
    ['no answer', () => HttpResponse.error(), 'network'],
  ])('that met %s is a problem too', async (_, response, code) => {
    answerWith(response);
    const problem = await problemOf(request('/api/thing', anything));
    expect(problem).toBeInstanceOf(Problem);
    expect(problem?.code).toBe(code);
  });
});

it('that breaks off in the middle of its answer has not been answered', async () => {
  const half = () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"id":'));
        setTimeout(() => controller.error(new TypeError('terminated')));
      },
    });
    return new HttpResponse(body, { headers: { 'Content-Type': 'application/json' } });
  };
  answerWith(half);
  const problem = await problemOf(request('/api/thing', anything));
  expect(problem).toMatchObject({ code: 'network', isUnreachable: true, passes: true });
});

it('may be sent again under its key when its answer makes no sense', () => {
  expect(Problem.unreadable()).toMatchObject({ passes: false, passesUnderKey: true });
});

describe('the first answer', () => {
  it('is awaited, and may be a refusal', async () => {
    vi.resetModules();
    const fresh = await import('./request');
    let answered = false;
    const heard = fresh.firstAnswer.then(() => {
      answered = true;
    });
    answerWith(() => HttpResponse.error());
    await problemOf(fresh.request('/api/thing', anything));
    expect(answered).toBe(false);
    answerWith(() => HttpResponse.html('<h1>Bad gateway</h1>', { status: 502 }));
    await problemOf(fresh.request('/api/thing', anything));
    expect(answered).toBe(false);
    answerWith(() => refusal(500, {}));
    await problemOf(fresh.request('/api/thing', anything));
    await heard;
    expect(answered).toBe(true);
  });
});
