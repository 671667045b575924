/** How long a deletion can be taken back. */
const REGRET_MS = 7_000;

type Deleting = {
  /** Deletes for good. */
  remove: (id: string) => Promise<unknown>;
  /** It could not be deleted, and is shown again. */
  onFailure: (id: string) => void;
};

/**
 * Conversations on their way out: hidden at once, deleted for good a moment later, unless they are taken back. A page
 * that closes deletes what it had hidden, so that nothing thought gone comes back.
 */
export class Bin {
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private hidden: ReadonlySet<string> = new Set();
  private readonly watchers = new Set<() => void>();

  constructor(private readonly deleting: Deleting) {}

  /** The conversations that are not to be shown. */
  get contents(): ReadonlySet<string> {
    return this.hidden;
  }

  put(id: string): void {
    this.timers.set(
      id,
      setTimeout(() => this.remove(id), REGRET_MS),
    );
    this.hide((ids) => ids.add(id));
  }

  takeBack(id: string): void {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    this.hide((ids) => ids.delete(id));
  }

  /** It is being deleted already, in another way: it stays hidden, and nothing more is asked for. */
  leave(id: string): void {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
  }

  /** Deletes at once all that could still be taken back. */
  empty(): void {
    for (const id of [...this.timers.keys()]) this.remove(id);
  }

  watch(onChange: () => void): () => void {
    this.watchers.add(onChange);
    return () => this.watchers.delete(onChange);
  }

  private remove(id: string): void {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    this.deleting.remove(id).catch(() => {
      this.takeBack(id);
      this.deleting.onFailure(id);
    });
  }

  private hide(change: (ids: Set<string>) => void): void {
    const ids = new Set(this.hidden);
    change(ids);
    this.hidden = ids;
    for (const onChange of this.watchers) onChange();
  }
}
