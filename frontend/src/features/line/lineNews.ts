import type { Eta, JobView } from '@/shared/contract/job';
import type { Queue } from '@/shared/contract/queue';

/** How my next picture stands, or the line if I have none in it. */
type Standing =
  | { kind: 'ahead'; ahead: number; eta: Eta | null }
  | { kind: 'waiting'; count: number }
  | { kind: 'making'; count: number }
  | { kind: 'others'; count: number }
  | { kind: 'quiet' };

/** What the GPUs do; null while nothing is known of them. */
type Gpus = { kind: 'working' | 'ready'; count: number } | { kind: 'none' } | null;

export function standingOf(live: readonly JobView[], queue: Queue | undefined): Standing {
  const next = live.find(({ status, queuePosition }) => status === 'queued' && queuePosition > 0);
  if (next) return { kind: 'ahead', ahead: next.queuePosition - 1, eta: next.eta };
  const making = live.filter(({ status }) => status === 'processing').length;
  if (making > 0) return { kind: 'making', count: making };
  if (live.length > 0) return { kind: 'waiting', count: live.length };
  const waiting = sumOf(queue, 'waiting');
  return waiting > 0 ? { kind: 'others', count: waiting } : { kind: 'quiet' };
}

export function gpusOf(queue: Queue | undefined): Gpus {
  if (!queue) return null;
  const slots = sumOf(queue, 'slots');
  if (slots === 0) return { kind: 'none' };
  const running = Math.min(slots, sumOf(queue, 'running'));
  return running > 0 ? { kind: 'working', count: running } : { kind: 'ready', count: slots };
}

const sumOf = (queue: Queue | undefined, what: 'waiting' | 'running' | 'slots') =>
  queue?.lanes.reduce((sum, lane) => sum + lane[what], 0) ?? 0;
