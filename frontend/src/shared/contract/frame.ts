import * as z from 'zod/mini';
import { uuidOf } from '@/shared/text/uuid';
import { message } from './chat';
import { eta, jobView, progressFields, rise, waitReason } from './job';
import { listOf, numberOr, orNull } from './tolerant';

const snapshot = z.object({ kind: z.literal('snapshot'), jobs: listOf(jobView) });

const job = z.object({ kind: z.literal('job'), job: jobView });

const progress = z.object({
  kind: z.literal('progress'),
  jobId: z.string(),
  runId: z.string(),
  ...progressFields,
  seq: z.number(),
});
export type Progress = z.infer<typeof progress>;

const position = z.object({
  id: z.string(),
  queuePosition: numberOr(0),
  eta: orNull(eta),
  why: orNull(waitReason),
  roseBecause: orNull(rise),
});
export type Position = z.infer<typeof position>;

const positions = z.object({ kind: z.literal('positions'), jobs: listOf(position) });

const written = z.object({ kind: z.literal('message'), message });

const conversations = z.object({ kind: z.literal('conversations') });

/** Jobs that were deleted, here or elsewhere. */
const forgotten = z.object({ kind: z.literal('forgotten'), jobs: listOf(z.string()) });

/** Nothing but a sign of life. */
const pulse = z.object({ kind: z.literal('pulse') });

/** Every text frame that the gateway sends on `/ws`. */
const frame = z.discriminatedUnion('kind', [
  snapshot,
  job,
  progress,
  positions,
  written,
  conversations,
  forgotten,
  pulse,
]);
export type Frame = z.infer<typeof frame>;

/** Reads a text frame. Unknown kinds, unreadable frames and garbage are null, never an exception. */
export function readFrame(text: string): Frame | null {
  try {
    return frame.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

const ID_BYTES = 16;

export type Preview = { jobId: string; jpeg: Uint8Array<ArrayBuffer> };

/** Reads a binary frame: the job's id in 16 bytes, then a JPEG. Anything shorter is null. */
export function readPreview(bytes: ArrayBuffer): Preview | null {
  if (bytes.byteLength <= ID_BYTES) return null;
  const jobId = uuidOf(new Uint8Array(bytes, 0, ID_BYTES));
  return { jobId, jpeg: new Uint8Array(bytes, ID_BYTES) };
}
