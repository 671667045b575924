import * as z from 'zod/mini';
import { listOf, numberOr, orNull, textOr } from './tolerant';

const memory = z.object({ totalMiB: numberOr(0), usedMiB: orNull(z.number()) });

const slot = z.object({
  gpu: textOr(''),
  uuid: textOr(''),
  state: z.catch(
    z.enum([
      'idle',
      'busy',
      'waiting-for-gpu',
      'blocked',
      'draining',
      'quarantined',
      'starting',
      'stalled',
      'failed',
      'unknown',
    ]),
    'unknown',
  ),
  /** A sentence of the worker's on why it takes no jobs. */
  why: orNull(z.string()),
  engine: textOr(''),
  checkpoint: orNull(z.string()),
  jobId: orNull(z.string()),
  memory: orNull(memory),
  utilisationPercent: orNull(z.number()),
  temperatureCelsius: orNull(z.number()),
});
export type Slot = z.infer<typeof slot>;

/** A worker process, as the operator sees it; silent when its heartbeats stay away. */
export const worker = z.object({
  id: z.string(),
  host: textOr(''),
  state: z.catch(z.enum(['ready', 'draining', 'silent', 'unknown']), 'unknown'),
  version: textOr(''),
  slots: listOf(slot),
});
export type Worker = z.infer<typeof worker>;

export const workers = z.object({ items: listOf(worker) });
