/** Soon enough for a card to stay true, seldom enough for a farm with many such pages. */
const EVERY_MS = 4_000;

/** Asks for something again and again while it is on; the next time only once the last answer has come, or failed. */
export class Polling {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private turn = 0;

  constructor(private readonly ask: () => Promise<void>) {}

  get isOn(): boolean {
    return this.timer !== null;
  }

  /** The first time after `delay`; what is on already stays as it is. */
  begin(delay: number): void {
    if (this.timer === null) this.plan(delay, ++this.turn);
  }

  end(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.turn++;
  }

  private plan(delay: number, turn: number): void {
    this.timer = setTimeout(async () => {
      await this.ask();
      if (this.turn === turn) this.plan(EVERY_MS, turn);
    }, delay);
  }
}
