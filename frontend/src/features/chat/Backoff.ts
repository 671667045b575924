const FIRST_MS = 2_000;
const LONGEST_MS = 30_000;

/** Runs something again after a wait that doubles each time, until it is calmed. */
export class Backoff {
  private wait = FIRST_MS;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly run: () => void) {}

  /** Plans one more run; the one that is planned already stays as it is. */
  plan(): void {
    if (this.timer !== null) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.run();
    }, this.wait);
    this.wait = Math.min(2 * this.wait, LONGEST_MS);
  }

  /** Takes back what is planned; the next wait is short again. */
  calm(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.wait = FIRST_MS;
  }
}
