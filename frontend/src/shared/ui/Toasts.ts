type Action = { label: string; run: () => void };

type Toast = {
  id: number;
  text: string;
  actions: readonly Action[];
  /** When it goes by itself, in milliseconds since 1970. */
  until: number;
  lasting: boolean;
};

type Options = { more?: Action; shownMs?: number };

const SHOWN_MS = 7_000;

/**
 * One short sentence at a time about what has just happened; a newer one takes its place. One that was to stand for longer, for it
 * can still be undone, comes back once the newer one has gone.
 */
export class Toasts {
  private shown: Toast | null = null;
  private below: Toast | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly watchers = new Set<() => void>();
  private count = 0;

  get current(): Toast | null {
    return this.shown;
  }

  show(text: string, action: Action | null = null, { more, shownMs = SHOWN_MS }: Options = {}): void {
    const lasting = shownMs > SHOWN_MS;
    if (lasting) this.below = null;
    else if (this.shown?.lasting) this.below = this.shown;
    this.count++;
    const actions = [action, more ?? null].filter((each) => each !== null);
    this.put({ id: this.count, text, actions, until: Date.now() + shownMs, lasting });
  }

  dismiss(): void {
    clearTimeout(this.timer);
    const { below } = this;
    this.below = null;
    if (below && below.until > Date.now()) this.put(below);
    else {
      this.shown = null;
      this.tell();
    }
  }

  watch(onChange: () => void): () => void {
    this.watchers.add(onChange);
    return () => this.watchers.delete(onChange);
  }

  private put(toast: Toast): void {
    clearTimeout(this.timer);
    this.shown = toast;
    this.timer = setTimeout(() => this.dismiss(), toast.until - Date.now());
    this.tell();
  }

  private tell(): void {
    for (const onChange of this.watchers) onChange();
  }
}
