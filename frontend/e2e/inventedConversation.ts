import type { Page, WebSocketRoute } from '@playwright/test';

const PAGE = 50;
const uuid = (kind: number, n: number) =>
  `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(n).padStart(12, '0')}`;

export const CONVERSATION = uuid(1, 1);
export const messageId = (n: number) => uuid(2, n);
export const jobId = (n: number) => uuid(3, n);

/** A pixel's worth of picture: what is drawn does not matter here. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** More than any real farm would make within a test: a long conversation whose newest jobs all live. */
export class InventedConversation {
  private readonly messages: object[] = [];
  private readonly live: { id: string }[] = [];
  private feed: WebSocketRoute | null = null;
  reads = 0;

  /** `ended` says which turns came to no picture. */
  constructor(
    turns: number,
    live: number,
    private readonly ended: Partial<Record<'error' | 'cancelled', number>> = {},
  ) {
    for (let turn = 0; turn < turns; turn++) {
      const job = this.job(turn, turn >= turns - live ? turn - (turns - live) : null);
      this.messages.push(
        { id: messageId(2 * turn), role: 'user', content: `prompt ${turn}`, createdAt: null, jobs: [] },
        { id: messageId(2 * turn + 1), role: 'bot', content: '', createdAt: null, jobs: [job] },
      );
    }
  }

  async serve(page: Page) {
    await page.route('**/api/conversations*', (route) =>
      route.fulfill({ json: { items: [{ id: CONVERSATION, title: 'long', liveJobs: 0 }], next: null } }),
    );
    await page.route('**/api/conversations/*/messages*', (route) => {
      this.reads++;
      const before = new URL(route.request().url()).searchParams.get('before');
      const end = Number(before ?? this.messages.length);
      const start = Math.max(0, end - PAGE);
      const next = start > 0 ? String(start) : null;
      return route.fulfill({ json: { items: this.messages.slice(start, end), next } });
    });
    await page.route('**/api/jobs*', (route) => {
      const items = this.messages.slice(0, 4).flatMap((message) => (message as { jobs: object[] }).jobs);
      return route.fulfill({ json: { items, next: null } });
    });
    await page.route('**/api/images/*', (route) =>
      route.fulfill({ contentType: 'image/png', body: PICTURE }),
    );
    await page.routeWebSocket('**/ws', (socket) => {
      this.feed = socket;
      this.say({ kind: 'snapshot', jobs: this.live });
      // As the gateway does, so that the page does not take it for gone.
      const pulse = setInterval(() => this.say({ kind: 'pulse' }), 20_000).unref();
      socket.onClose(() => clearInterval(pulse));
    });
  }

  say(frame: object) {
    this.feed?.send(JSON.stringify(frame));
  }

  /** One more turn, written in another tab. */
  write(turn: number) {
    const job = this.job(turn, null);
    const bot = { id: messageId(2 * turn + 1), role: 'bot', content: '', createdAt: null, jobs: [job] };
    this.messages.push(
      { id: messageId(2 * turn), role: 'user', content: `prompt ${turn}`, createdAt: null, jobs: [] },
      bot,
    );
    this.say({ kind: 'message', message: bot });
  }

  private job(n: number, place: number | null) {
    const finished = place === null;
    const running = place === 0;
    const end = n === this.ended.error ? 'error' : n === this.ended.cancelled ? 'cancelled' : 'complete';
    const job = {
      id: jobId(n),
      conversationId: CONVERSATION,
      messageId: messageId(2 * n + 1),
      status: finished ? end : running ? 'processing' : 'queued',
      queuePosition: finished || running ? 0 : place,
      phase: running ? 'denoising' : null,
      runId: running ? uuid(4, n) : null,
      worker: running ? { id: 'worker-1', gpu: 'gpu-1', engine: 'demo' } : null,
      prompt: `prompt ${n}`,
      version: 1,
      spec: { width: 512, height: 512, steps: 1_000, seed: n },
      steps: 1_000,
      error: end === 'error' ? { code: 'out-of-memory', message: 'No room.', retryable: true } : null,
      image:
        finished && end === 'complete'
          ? { url: `/api/images/${jobId(n)}`, width: 512, height: 512, bytes: 1 }
          : null,
    };
    if (!finished) this.live.push(job);
    return job;
  }

  /** Everybody who waits has moved up so far. */
  movedUp(by: number) {
    const waiting = this.live.slice(1).map(({ id }, place) => ({
      id,
      queuePosition: Math.max(1, place + 1 - by),
      eta: { fromSeconds: place + 1, toSeconds: 2 * place + 2 },
    }));
    this.say({ kind: 'positions', jobs: waiting });
  }

  /** The run of the one running job. */
  progress(n: number, step: number) {
    this.say({
      kind: 'progress',
      jobId: jobId(n),
      runId: uuid(4, n),
      seq: step,
      phase: 'denoising',
      progress: step / 10,
      step,
      steps: 1_000,
    });
  }
}
