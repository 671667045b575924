import type { Accepted, Message } from '@/shared/contract/chat';
import type { PictureRequest } from '@/shared/contract/pictureRequest';
import { Problem } from '@/shared/http/Problem';
import { randomUuid } from '@/shared/text/uuid';
import { Backoff } from './Backoff';
import { type Draft, isExpired, stillNeeded } from './timeline';

/** What the outbox needs of the gateway and of the page around it. */
export type Post = {
  /**
   * Makes the conversation of a new chat that begins with this draft; its id. `again` when it may have been made before,
   * and only the answer was lost.
   */
  open: (first: Draft, again: boolean) => Promise<string>;
  /** Sends one prompt under its key, which never makes a second picture. */
  deliver: (conversationId: string, draft: Draft) => Promise<Accepted>;
  /** Puts what was accepted into its conversation. */
  show: (conversationId: string, accepted: Accepted) => Promise<void>;
};

/** Where drafts outlive a reload of their page. */
export type Shelf = { read: () => Draft[]; write: (drafts: readonly Draft[]) => void };

/**
 * Prompts on their way: sent one after the other in the order in which they were written, and kept with their reason
 * when they could not be sent. They belong to the browser tab and not to a view, so neither another page of the app nor
 * a reload in mid-sending loses one: it is sent again under its key.
 */
export class Outbox {
  private held: readonly Draft[];
  private readonly underWay = new Set<string>();
  private line: Promise<void> = Promise.resolve();
  private home: { id: Promise<string>; opened: string | null } | null = null;
  private mayBeOpen: boolean;
  private readonly watchers = new Set<() => void>();
  private readonly openings = new Set<(conversationId: string) => void>();
  private readonly backoff = new Backoff(() => this.sendUnreached());
  private stopped = false;

  constructor(
    private readonly post: Post,
    private readonly shelf: Shelf,
  ) {
    this.held = shelf.read();
    // The page before a reload may have gone before it heard the answer.
    this.mayBeOpen = this.held.some(({ conversationId }) => conversationId === null);
  }

  /** Oldest first; the same array until it changes. */
  get drafts(): readonly Draft[] {
    return this.held;
  }

  /** The conversation that the new chat has just become, until the page has gone there. */
  get opened(): string | null {
    return this.home?.opened ?? null;
  }

  watch(onChange: () => void): () => void {
    this.watchers.add(onChange);
    return () => this.watchers.delete(onChange);
  }

  /** Calls `listener` when a new chat has become a conversation. */
  onOpened(listener: (conversationId: string) => void): () => void {
    this.openings.add(listener);
    return () => this.openings.delete(listener);
  }

  submit(conversationId: string | null, pictureRequest: PictureRequest): void {
    const home = conversationId ?? this.opened;
    const draft = { ...freshKey(), conversationId: home, pictureRequest, problem: null, accepted: null };
    this.hold([...this.held, draft]);
    this.send(draft);
  }

  /** Sends a draft again that had a problem: under its key, for as long as the gateway knows that. */
  retry(key: string): void {
    const draft = this.held.find((each) => each.key === key);
    if (!draft || this.underWay.has(key)) return;
    const again = { ...draft, ...(isExpired(draft, Date.now()) && freshKey()), problem: null };
    this.hold(this.held.map((each) => (each === draft ? again : each)));
    this.send(again);
  }

  /** Another tab holds these, and sends them. */
  leaveToOthers(keys: ReadonlySet<string>): void {
    if (keys.size > 0) this.hold(this.held.filter(({ key }) => !keys.has(key)));
  }

  discard(key: string): void {
    this.hold(this.held.filter((draft) => draft.key !== key));
  }

  /** Sends what the page before a reload was still sending; returns how to stop sending by itself. */
  resume(): () => void {
    this.stopped = false;
    this.expire();
    for (const draft of this.held) if (!draft.problem && !draft.accepted) this.send(draft);
    if (this.held.some(({ problem }) => problem?.isUnknown)) this.backoff.plan();
    return () => {
      this.stopped = true;
      this.backoff.calm();
    };
  }

  /** The gateway is there again: what it did not answer is asked for again. What it refused stays. */
  reconnected(): void {
    this.backoff.calm();
    this.sendUnreached();
  }

  /** The page has gone somewhere: the next new chat gets a conversation of its own. */
  leave(): void {
    if (this.home?.opened) this.home = null;
  }

  /** What a conversation shows itself is on its way no longer. */
  arrived(messages: readonly Message[]): void {
    const needed = stillNeeded(this.held, messages);
    if (needed !== this.held) this.hold(needed);
  }

  private sendUnreached(): void {
    this.expire();
    for (const { key, problem } of this.held) if (problem?.isUnknown) this.retry(key);
  }

  /** What became of a draft whose key has ended cannot be asked any more: its writer decides. */
  private expire(): void {
    const now = Date.now();
    const isOver = (draft: Draft) =>
      isExpired(draft, now) && !this.underWay.has(draft.key) && !draft.problem?.isRefusal;
    if (!this.held.some((draft) => isOver(draft) && draft.problem?.isUnknown !== false)) return;
    this.hold(this.held.map((draft) => (isOver(draft) ? { ...draft, problem: Problem.expired() } : draft)));
  }

  private send(draft: Draft): void {
    if (this.underWay.has(draft.key)) return;
    this.underWay.add(draft.key);
    const home = draft.conversationId ? Promise.resolve(draft.conversationId) : this.open(draft);
    home.catch(() => {});
    this.line = this.line.then(() => this.deliver(draft, home));
  }

  private async deliver(draft: Draft, home: Promise<string>): Promise<void> {
    const { key } = draft;
    try {
      const conversationId = await home;
      const accepted = await this.post.deliver(conversationId, draft);
      this.backoff.calm();
      this.change(key, { accepted });
      await this.post.show(conversationId, accepted);
    } catch (thrown) {
      const problem = thrown instanceof Problem ? thrown : Problem.unreadable();
      this.change(key, { problem });
      // The feed may live on while a single call is lost, so its return is not the only sign to go by.
      if (problem.isUnknown && !this.stopped) this.backoff.plan();
    } finally {
      this.underWay.delete(key);
    }
  }

  /** The conversation of a new chat: made once, whatever the number of prompts that wait for it. */
  private open(first: Draft): Promise<string> {
    if (this.home) return this.home.id;
    const home = { id: this.post.open(first, this.mayBeOpen), opened: null as string | null };
    this.home = home;
    home.id.then(
      (id) => {
        home.opened = id;
        this.mayBeOpen = false;
        this.hold(this.held.map((draft) => ({ ...draft, conversationId: draft.conversationId ?? id })));
        for (const listener of this.openings) listener(id);
      },
      (thrown) => {
        this.home = null;
        this.mayBeOpen ||= !(thrown instanceof Problem) || thrown.passesUnderKey;
      },
    );
    return home.id;
  }

  private change(key: string, fields: Partial<Draft>): void {
    this.hold(this.held.map((draft) => (draft.key === key ? { ...draft, ...fields } : draft)));
  }

  private hold(drafts: readonly Draft[]): void {
    this.held = drafts;
    this.shelf.write(drafts.filter(({ accepted }) => !accepted));
    for (const onChange of this.watchers) onChange();
  }
}

const freshKey = () => ({ key: randomUuid(), writtenAt: Date.now() });
