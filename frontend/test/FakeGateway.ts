import { HttpResponse, http, type WebSocketHandlerConnection, ws } from 'msw';
import { setupServer } from 'msw/node';
import type { Message } from '@/shared/contract/chat';
import { isLive, type JobView } from '@/shared/contract/job';
import type { PictureRequest } from '@/shared/contract/pictureRequest';
import { goldenJob } from './golden';

type Client = WebSocketHandlerConnection['client'];

const feed = ws.link('ws://imece.test/ws');

/** A refusal as the gateway writes it. */
export const problem = (status: number, code: string, detail: string, retryAfter?: number) =>
  HttpResponse.json(
    { type: `urn:imece:problem:${code}`, title: code, status, code, detail },
    {
      status,
      headers: {
        'Content-Type': 'application/problem+json',
        ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
      },
    },
  );

const isAsked = (job: JobView, status: string | null) =>
  status === null || (status === 'live' ? isLive(job) : job.status === status);

/** The gateway as the browser sees it: its calls, its feed, and ways to misbehave. */
export class FakeGateway {
  readonly conversations = new Map<string, Message[]>();
  readonly titles = new Map<string, string>();
  /** Messages of a page. */
  pageSize = 50;
  readonly jobs = new Map<string, JobView>();
  readonly idempotencyKeys: string[] = [];
  lane: unknown = { lane: 'default', waiting: 0, running: 0, slots: 1 };
  paused: string | null = null;
  /** When a picture would be there that were asked for now. */
  quote: unknown = null;
  readonly attempts = new Map<string, unknown[]>();
  readonly pictureRequests: PictureRequest[] = [];
  readonly requests: string[] = [];
  /** Answers instead of the next prompt's 202. */
  refusal: (() => Response | Promise<Response>) | null = null;
  /** Called when a prompt was accepted, before its answer goes out. */
  beforeAnswer: (job: JobView) => void = () => {};
  engines: unknown = [{ engine: 'demo', label: 'Demo' }];
  /** What the operator's token opens. */
  operatorToken = 'open sesame';
  operatorIsIn = false;
  takesOrders = true;
  /** Everybody's jobs, as operators see them. */
  everybodys: { owner: string; job: JobView; [field: string]: unknown }[] = [];
  audit: unknown[] = [];
  /** What operators asked for, with its query or body. */
  readonly acts: string[] = [];
  /** What an operator lets pause. */
  pauses: { lane: string; sentence: string; since: string }[] = [];
  workers: { id: string; state: string; [field: string]: unknown }[] = [];
  /** The media types of the pictures that were sent to begin from. */
  readonly uploads: string[] = [];
  loras: string[] = [];
  /** Who the browser is. */
  who: Record<string, unknown> = { access: 'open', kind: 'visitor', scopes: ['draw', 'read'] };
  connections = 0;
  /** Whoever connects is sent away at once. */
  away = false;
  private readonly clients = new Set<Client>();

  readonly server = setupServer(
    feed.addEventListener('connection', ({ client }) => {
      if (this.away) return client.close(3001);
      this.connections++;
      this.clients.add(client);
      client.addEventListener('close', () => this.clients.delete(client));
      client.send(JSON.stringify({ kind: 'snapshot', jobs: [...this.jobs.values()].filter(isLive) }));
    }),
    http.get('/api/session', () => HttpResponse.json(this.who)),
    http.get('/api/options', () => HttpResponse.json({ engines: this.engines, loras: this.loras })),
    http.get('/api/conversations', ({ request }) => {
      const search = new URL(request.url).searchParams.get('q') ?? '';
      const items = [...this.conversations.keys()]
        .map((id) => ({ id, title: this.titles.get(id) ?? '' }))
        .filter(({ title }) => title.includes(search))
        .reverse();
      return HttpResponse.json({ items, next: null });
    }),
    http.post<never, { title: string }>('/api/conversations', async ({ request }) => {
      const { title } = await request.json();
      const id = crypto.randomUUID();
      this.conversations.set(id, []);
      this.titles.set(id, title);
      return HttpResponse.json({ id, title }, { status: 201 });
    }),
    http.patch<{ id: string }, { title: string }>('/api/conversations/:id', async ({ params, request }) => {
      const { title } = await request.json();
      this.titles.set(params.id, title);
      return HttpResponse.json({ id: params.id, title });
    }),
    http.delete<{ id: string }>('/api/conversations/:id', ({ params }) => {
      this.conversations.delete(params.id);
      this.say({ kind: 'conversations' });
      return new HttpResponse(null, { status: 204 });
    }),
    http.get<{ id: string }>('/api/conversations/:id/messages', ({ params, request }) => {
      const messages = this.conversations.get(params.id);
      if (!messages) return problem(404, 'not-found', 'There is no such conversation.');
      const end = Number(new URL(request.url).searchParams.get('before') ?? messages.length);
      const start = Math.max(0, end - this.pageSize);
      const items = messages.slice(start, end).map((message) => ({
        ...message,
        jobs: message.jobs.map((job) => this.jobs.get(job.id)),
      }));
      return HttpResponse.json({ items, next: start > 0 ? String(start) : null });
    }),
    http.post<{ id: string }, PictureRequest>(
      '/api/conversations/:id/messages',
      async ({ params, request }) => {
        const key = request.headers.get('Idempotency-Key');
        this.idempotencyKeys.push(key ?? '');
        const pictureRequest = await request.json();
        this.pictureRequests.push(pictureRequest);
        const refusal = this.refusal;
        this.refusal = null;
        if (refusal) return refusal();
        const answer = this.accept(params.id, pictureRequest.prompt, pictureRequest.count, key);
        for (const job of answer.botMessage.jobs) this.beforeAnswer(job);
        return HttpResponse.json(answer, { status: 202 });
      },
    ),
    http.post('/api/uploads', ({ request }) => {
      this.uploads.push(request.headers.get('Content-Type') ?? '');
      const id = crypto.randomUUID();
      return HttpResponse.json({ id, url: `/api/uploads/${id}`, width: 64, height: 64 }, { status: 201 });
    }),
    http.get('/api/queue', () =>
      HttpResponse.json({ lanes: [this.lane], paused: this.paused, pauses: this.pauses }),
    ),
    http.get('/api/operator/pauses', () =>
      this.operatorIsIn ? HttpResponse.json({ items: this.pauses }) : this.locked(),
    ),
    http.put<never, { sentence: string }>('/api/operator/pauses', async ({ request }) => {
      const lane = new URL(request.url).searchParams.get('lane') ?? '';
      const { sentence } = await request.json();
      this.pauses = [{ lane, sentence, since: '2026-11-30T10:00:00Z' }];
      return HttpResponse.json({ items: this.pauses });
    }),
    http.delete('/api/operator/pauses', () => {
      this.pauses = [];
      return HttpResponse.json({ items: [] });
    }),
    http.get('/api/queue/quote', () => HttpResponse.json({ eta: this.quote })),
    http.post<never, { token: string }>('/api/operator/session', async ({ request }) => {
      const { token } = await request.json();
      this.operatorIsIn = token === this.operatorToken;
      return this.operatorIsIn ? new HttpResponse(null, { status: 204 }) : this.locked();
    }),
    http.delete('/api/operator/session', () => {
      this.operatorIsIn = false;
      return new HttpResponse(null, { status: 204 });
    }),
    http.get('/api/operator/jobs', ({ request }) => {
      if (!this.operatorIsIn) return this.locked();
      const { searchParams } = new URL(request.url);
      const items = this.everybodys
        .filter(({ job }) => isAsked(job, searchParams.get('status')))
        .filter(({ job }) => job.prompt.includes(searchParams.get('q') ?? ''))
        .filter(({ owner }) => [null, owner].includes(searchParams.get('owner')));
      return HttpResponse.json({ items, next: null });
    }),
    http.delete('/api/operator/jobs', ({ request }) => {
      this.acts.push(`cancel ${new URL(request.url).search}`);
      return HttpResponse.json({ cancelled: 2, more: true }, { status: 202 });
    }),
    http.post('/api/operator/jobs/retry', ({ request }) => {
      this.acts.push(`retry ${new URL(request.url).search}`);
      return HttpResponse.json({ retried: 1, already: 3, refused: { 'too-fast': 2 } }, { status: 202 });
    }),
    http.all<{ id: string }>('/api/operator/jobs/:id/front', ({ params, request }) => {
      const item = this.everybodys.find(({ job }) => job.id === params.id);
      if (!item) return problem(404, 'not-found', 'There is no such job.');
      item.pinned = request.method === 'POST';
      this.acts.push(`${request.method} front ${params.id}`);
      return HttpResponse.json(item.job);
    }),
    http.patch('/api/operator/owners/*', async ({ request }) => {
      this.acts.push(`forbid ${new URL(request.url).pathname} ${await request.text()}`);
      return HttpResponse.json({});
    }),
    http.get('/api/operator/audit', ({ request }) => {
      if (!this.operatorIsIn) return this.locked();
      this.acts.push(`audit ${new URL(request.url).search}`);
      return HttpResponse.json({ items: this.audit, next: null });
    }),
    http.get('/api/workers', () =>
      this.operatorIsIn ? HttpResponse.json({ items: this.workers }) : this.locked(),
    ),
    http.post<{ id: string; order: string }>('/api/workers/:id/:order', ({ params }) => {
      const worker = this.workers.find(({ id }) => id === params.id);
      if (!this.operatorIsIn) return this.locked();
      if (!this.takesOrders) return problem(503, 'broker-unavailable', 'The broker is away.');
      if (!worker) return problem(404, 'not-found', 'There is no such worker.');
      const before = { ...worker };
      // As with real heartbeats, the answer still shows what was.
      worker.state = params.order === 'drain' ? 'draining' : 'ready';
      return HttpResponse.json(before);
    }),
    http.get<{ id: string }>('/api/jobs/:id/attempts', ({ params }) =>
      HttpResponse.json(this.attempts.get(params.id) ?? []),
    ),
    http.delete('/api/jobs', () => {
      const waiting = [...this.jobs.values()].filter(({ status }) => status === 'queued');
      for (const { id } of waiting) this.change(id, { status: 'cancelled', queuePosition: 0 });
      return HttpResponse.json({ cancelled: waiting.length }, { status: 202 });
    }),
    http.get('/api/jobs', ({ request }) => {
      const { searchParams } = new URL(request.url);
      const found = [...this.jobs.values()]
        .filter((job) => isAsked(job, searchParams.get('status')))
        .filter(({ prompt }) => prompt.includes(searchParams.get('q') ?? ''))
        .filter(({ spec }) => !searchParams.has('seed') || String(spec?.seed) === searchParams.get('seed'))
        .reverse();
      const start = Number(searchParams.get('before') ?? 0);
      const next = start + this.pageSize < found.length ? String(start + this.pageSize) : null;
      return HttpResponse.json({ items: found.slice(start, start + this.pageSize), next });
    }),
    http.get<{ id: string }>('/api/jobs/:id', ({ params }) => {
      const job = this.jobs.get(params.id);
      return job ? HttpResponse.json(job) : problem(404, 'not-found', 'There is no such job.');
    }),
    http.delete<{ id: string }>('/api/jobs/:id', ({ params }) => {
      const job = this.job(params.id);
      if (!isLive(job)) return problem(409, 'job-already-over', 'It is over already.');
      this.change(params.id, { status: 'cancelled', queuePosition: 0 });
      return HttpResponse.json(this.job(params.id), { status: 202 });
    }),
    http.post<{ id: string }>('/api/jobs/:id/retry', ({ params }) => {
      const { conversationId, messageId, spec, prompt } = this.job(params.id);
      const job = this.queue({ conversationId, messageId, spec, prompt });
      const message = this.conversations.get(conversationId ?? '')?.find(({ id }) => id === messageId);
      message?.jobs.push(job);
      return HttpResponse.json(job, { status: 202 });
    }),
  );

  constructor() {
    this.server.events.on('request:start', ({ request }) => {
      this.requests.push(`${request.method} ${new URL(request.url).pathname}`);
    });
  }

  /** A conversation of earlier. */
  add(id: string, title: string) {
    this.conversations.set(id, []);
    this.titles.set(id, title);
  }

  refuse(status: number, code: string, detail: string) {
    this.refusal = () => problem(status, code, detail);
  }

  job(id: string): JobView {
    const job = this.jobs.get(id);
    if (!job) throw new Error(`There is no job ${id}`);
    return job;
  }

  get only(): JobView {
    const [job, ...others] = this.jobs.values();
    if (!job || others.length > 0) throw new Error(`There is not one job but ${this.jobs.size}`);
    return job;
  }

  /** A committed change, told to every browser. */
  change(id: string, fields: Partial<JobView>) {
    const job = { ...this.job(id), ...fields };
    job.version++;
    this.jobs.set(id, job);
    this.say({ kind: 'job', job });
  }

  start(id: string, runId: string = crypto.randomUUID()) {
    const worker = { id: 'worker-1', gpu: 'demo-0', engine: 'demo' };
    this.change(id, {
      status: 'processing',
      queuePosition: 0,
      eta: null,
      phase: 'loading-checkpoint',
      runId,
      worker,
      seq: 0,
    });
  }

  complete(id: string) {
    const image = { url: `/api/images/${id}`, width: 512, height: 512, bytes: 1000 };
    const worker = { id: 'worker-1', gpu: 'NVIDIA GeForce RTX 4090', engine: 'demo' };
    this.change(id, { status: 'complete', phase: null, progress: 100, image, worker });
  }

  /** Sends a text frame. */
  say(frame: unknown) {
    this.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  preview(jobId: string) {
    const id = jobId.replaceAll('-', '').match(/../g) ?? [];
    this.send(Uint8Array.from([...id.map((byte) => Number.parseInt(byte, 16)), 0xff, 0xd8]).buffer);
  }

  hangUp(code = 1001) {
    for (const client of this.clients) client.close(code === 1001 ? 3001 : code);
    this.clients.clear();
  }

  accept(conversationId: string, prompt: string, count = 1, idempotencyKey: string | null = null) {
    const createdAt = new Date().toISOString();
    const messageId = crypto.randomUUID();
    const jobs = Array.from({ length: count }, (_, index) => {
      const job = this.queue({ conversationId, messageId, prompt });
      job.spec = job.spec && { ...job.spec, seed: (job.spec.seed ?? 0) + index };
      return job;
    });
    const userMessage: Message = {
      id: crypto.randomUUID(),
      role: 'user',
      content: prompt,
      idempotencyKey,
      createdAt,
      jobs: [],
    };
    const botMessage: Message = {
      id: messageId,
      role: 'bot',
      content: '[IMAGE_PENDING]',
      idempotencyKey: null,
      createdAt,
      jobs,
    };
    const messages = this.conversations.get(conversationId) ?? [];
    this.conversations.set(conversationId, [...messages, userMessage, botMessage]);
    return { userMessage, botMessage: { ...botMessage, jobs: [...jobs] } };
  }

  private queue(fields: Partial<JobView>): JobView {
    const queuePosition = [...this.jobs.values()].filter(({ status }) => status === 'queued').length + 1;
    const job = goldenJob('job-queued', { id: crypto.randomUUID(), queuePosition, ...fields });
    this.jobs.set(job.id, job);
    return job;
  }

  private locked() {
    return problem(401, 'operator-token-required', 'This needs the operator token.');
  }

  private send(data: string | ArrayBuffer) {
    for (const client of this.clients) client.send(data);
  }
}
