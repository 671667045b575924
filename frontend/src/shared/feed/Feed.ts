import type { Message } from '@/shared/contract/chat';
import { type Frame, readFrame, readPreview } from '@/shared/contract/frame';
import type { JobView } from '@/shared/contract/job';
import { type JobChange, JobStore } from './JobStore';
import { Polling } from './Polling';
import { PreviewStore } from './PreviewStore';
import { openSocket } from './socket';
import { Watchers } from './Watchers';

/**
 * `connecting` only before the first snapshot. `silent`: the socket is open, and brings nothing although something of mine
 * runs. `polled`: there is no socket, but calls are answered. `lost`: neither.
 */
export type Connection = 'connecting' | 'live' | 'silent' | 'polled' | 'lost';

/** What the feed says should be read again over HTTP; of a message that was written elsewhere it brings the text. */
export type Stale = Message | 'messages' | 'conversations';

export type FeedSurroundings = {
  /** Fulfilled by the first answer over HTTP, which carries the visitor's cookie. */
  firstAnswer: Promise<void>;
  url: string;
  /** One job by id; null for 404. */
  fetchJob: (id: string) => Promise<JobView | null>;
  /** My jobs that wait or run; `whole` unless there are more. */
  fetchLive: () => Promise<{ jobs: readonly JobView[]; whole: boolean }>;
};

/** The final picture decodes over its preview within 3 s; afterwards the preview's memory goes. */
const PREVIEW_OUTLIVES_RUN_MS = 5_000;

/** While something of mine runs, this long without a frame is news of its own. */
const SILENCE_MS = 10_000;
const LISTEN_EVERY_MS = 1_000;

/** A socket that is only replaced comes back within this. */
const GRACE_MS = 2_500;

const CONNECTION = 'connection';

/** Everything that the gateway tells this page by itself: jobs, previews, and whether we still hear it. */
export class Feed {
  readonly jobs = new JobStore();
  readonly previews = new PreviewStore();
  private state: Connection = 'connecting';
  private heard = false;
  private heardAt = 0;
  private readonly polling = new Polling(() => this.poll());
  private readonly watchers = new Watchers();
  private readonly staleListeners = new Set<(what: Stale) => void>();

  constructor(private readonly surroundings: FeedSurroundings) {
    this.jobs.observe((change) => this.tidyPreview(change));
  }

  get connection(): Connection {
    return this.state;
  }

  /** The farm could be asked and cannot any more. Where no socket is possible, calls may still go through. */
  get offline(): boolean {
    return this.heard && this.state === 'lost';
  }

  watchConnection(onChange: () => void): () => void {
    return this.watchers.add(CONNECTION, onChange);
  }

  onStale(listener: (what: Stale) => void): () => void {
    this.staleListeners.add(listener);
    return () => this.staleListeners.delete(listener);
  }

  /** Opens the socket and keeps it open; while there is none, asks instead. Returns how to stop, after which it is `lost`. */
  start(): () => void {
    let stopped = false;
    let close = () => {};
    this.surroundings.firstAnswer.then(() => {
      if (stopped) return;
      // An opening that somebody on the way swallows never fails.
      this.polling.begin(2 * GRACE_MS);
      const closeSocket = openSocket(this.surroundings.url, {
        onText: (text) => this.receive(readFrame(text)),
        onBinary: (bytes) => this.receivePreview(bytes),
        onClose: () => this.loseSocket(),
      });
      const listening = setInterval(() => this.listen(), LISTEN_EVERY_MS);
      close = () => {
        clearInterval(listening);
        closeSocket();
        this.polling.end();
      };
    });
    return () => {
      stopped = true;
      close();
      // What is shown stays, and grows old.
      if (this.heard) this.turn('lost');
    };
  }

  private loseSocket(): void {
    // Each further attempt to open one fails too; what is known by asking stays known.
    if (this.state === 'polled' || this.state === 'lost') return;
    this.turn('lost');
    this.polling.end();
    this.polling.begin(GRACE_MS);
  }

  private listen(): void {
    if (this.state !== 'live' || Date.now() - this.heardAt < SILENCE_MS) return;
    if (!this.jobs.live.some(({ status }) => status === 'processing')) return;
    this.turn('silent');
    this.polling.begin(0);
  }

  private hear(): void {
    this.heardAt = Date.now();
    if (this.state !== 'silent') return;
    this.polling.end();
    this.turn('live');
  }

  private async poll(): Promise<void> {
    try {
      const { jobs, whole } = await this.surroundings.fetchLive();
      if (!this.polling.isOn) return;
      this.takePolled(jobs, whole);
    } catch {
      if (this.polling.isOn && this.state !== 'silent' && this.state !== 'connecting') this.turn('lost');
    }
  }

  private takePolled(jobs: readonly JobView[], whole: boolean): void {
    const lacked = whole ? this.jobs.lackedBy(jobs) : [];
    const isNews = lacked.length > 0 || jobs.some(({ id }) => !this.jobs.get(id));
    this.jobs.put(jobs);
    this.heard = true;
    if (this.state !== 'silent') this.turn('polled');
    for (const id of lacked) void this.askFor(id);
    if (!isNews) return;
    this.announceStale('messages');
    this.announceStale('conversations');
  }

  private receive(frame: Frame | null): void {
    this.hear();
    switch (frame?.kind) {
      case 'snapshot':
        this.takeSnapshot(frame.jobs);
        break;
      case 'job':
        this.takeJob(frame.job);
        break;
      case 'progress':
        this.jobs.apply(frame.jobId, { kind: 'progress', progress: frame });
        break;
      case 'positions':
        this.jobs.place(frame.jobs);
        break;
      case 'message':
        this.announceStale(frame.message);
        break;
      case 'conversations':
        this.announceStale('conversations');
        break;
      case 'forgotten':
        for (const id of frame.jobs) this.jobs.remove(id);
        // Their prompts go with them.
        this.announceStale('messages');
        break;
      case 'pulse':
      case undefined:
        break;
    }
  }

  private takeJob(job: JobView): void {
    const isBack = this.jobs.isGone(job.id);
    this.jobs.put([job]);
    if (isBack) this.announceStale('messages');
  }

  private takeSnapshot(jobs: readonly JobView[]): void {
    // The gateway sends another one whenever updates may have been lost, on a living socket too.
    const mayHaveMissed = this.heard;
    const lacked = this.jobs.lackedBy(jobs);
    this.jobs.put(jobs);
    this.heard = true;
    this.polling.end();
    this.turn('live');
    for (const id of lacked) void this.askFor(id);
    if (mayHaveMissed) {
      this.announceStale('messages');
      this.announceStale('conversations');
    }
  }

  private async askFor(id: string): Promise<void> {
    try {
      const job = await this.surroundings.fetchJob(id);
      if (job) this.jobs.put([job]);
      else this.jobs.remove(id);
    } catch {
      // The gateway did not answer: the next snapshot asks again.
    }
  }

  private receivePreview(bytes: ArrayBuffer): void {
    this.hear();
    const preview = readPreview(bytes);
    if (preview && this.jobs.get(preview.jobId)?.status === 'processing') this.previews.show(preview);
  }

  private tidyPreview({ before, after }: JobChange): void {
    const id = after?.id ?? before?.id;
    if (!id || this.previews.get(id) === undefined) return;
    if (after?.status === 'complete') setTimeout(() => this.previews.drop(id), PREVIEW_OUTLIVES_RUN_MS);
    else if (after?.status !== 'processing' || after.runId !== before?.runId) this.previews.drop(id);
  }

  private turn(state: Connection): void {
    if (this.state === state) return;
    this.state = state;
    this.watchers.tell(CONNECTION);
  }

  private announceStale(what: Stale): void {
    for (const listener of this.staleListeners) listener(what);
  }
}
