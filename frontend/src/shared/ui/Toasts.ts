type Toast = {
  id: number;
  text: string;
  action: { label: string; run: () => void } | null;
};

const SHOWN_MS = 7_000;

/** One short sentence at a time about what has just happened; a newer one takes its place. */
export class Toasts {
  private shown: Toast | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly watchers = new Set<() => void>();
  private count = 0;

  get current(): Toast | null {
    return this.shown;
  }

  show(text: string, action: Toast['action'] = null): void {
    clearTimeout(this.timer);
    this.count++;
    this.shown = { id: this.count, text, action };
    this.timer = setTimeout(() => this.dismiss(), SHOWN_MS);
    this.tell();
  }

  dismiss(): void {
    clearTimeout(this.timer);
    this.shown = null;
    this.tell();
  }

  watch(onChange: () => void): () => void {
    this.watchers.add(onChange);
    return () => this.watchers.delete(onChange);
  }

  private tell(): void {
    for (const onChange of this.watchers) onChange();
  }
}
