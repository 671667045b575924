import type { Queue } from '@/shared/contract/queue';

/** How long the line was at one moment, over all lanes. */
export type Depth = { at: number; waiting: number; running: number };

/** An hour and a half of readings every five seconds; older ones go. */
const MOST = 1_080;

/** The depth of the line as this page has read it, oldest first. It is not asked for: whatever is read is kept. */
export class DepthHistory {
  private held: readonly Depth[] = [];
  private readonly watchers = new Set<() => void>();

  /** The same array until the next reading. */
  get readings(): readonly Depth[] {
    return this.held;
  }

  /** @param at milliseconds since the epoch; a reading that is no newer than the last one is left out */
  take({ lanes }: Queue, at: number): void {
    if (at <= (this.held.at(-1)?.at ?? 0)) return;
    const sum = (what: 'waiting' | 'running') => lanes.reduce((all, lane) => all + lane[what], 0);
    const reading = { at, waiting: sum('waiting'), running: sum('running') };
    this.held = [...this.held.slice(1 - MOST), reading];
    for (const onChange of this.watchers) onChange();
  }

  watch(onChange: () => void): () => void {
    this.watchers.add(onChange);
    return () => this.watchers.delete(onChange);
  }
}

/** Of this page, for as long as it is open. */
export const depthHistory = new DepthHistory();
