import * as z from 'zod/mini';
import { lora } from './pictureRequest';
import { numberOr, orAbsent, orNull, textOr } from './tolerant';

const status = z.enum(['queued', 'processing', 'complete', 'error', 'cancelled']);

const phase = z.enum(['waiting-for-gpu', 'loading-checkpoint', 'denoising', 'decoding', 'uploading']);

/** Seconds from now until the picture is expected, as a range. */
export const eta = z.object({
  fromSeconds: z.number(),
  toSeconds: z.number(),
  /** A rough figure, for whoever stands far behind; both ends are the same. */
  rough: orAbsent(z.boolean()),
});
export type Eta = z.infer<typeof eta>;

const reason = z.enum([
  'ahead-in-turn',
  'loading-elsewhere',
  'let-past',
  'no-slot-offers',
  'gpu-held-by-another-program',
  'backing-off',
  'must-run-alone',
  'paused',
  'broker-away',
]);

/** Why a queued job waits, with the numbers that belong to the reason. */
export const waitReason = z.object({
  reason,
  jobs: orAbsent(z.number()),
  gpuSeconds: orAbsent(z.number()),
  mostGpuSeconds: orAbsent(z.number()),
  people: orAbsent(z.number()),
  slots: orAbsent(z.number()),
  since: orAbsent(z.string()),
  until: orAbsent(z.string()),
  sentence: orAbsent(z.string()),
});
export type WaitReason = z.infer<typeof waitReason>;

/** Why it stands further back than it did a moment ago. */
export const rise = z.enum(['ahead-in-turn', 'returned', 'slots-changed', 'to-the-front', 'lane-resumed']);

/** Where a run stands; the part of a job that a progress frame replaces. */
export const progressFields = {
  seq: numberOr(0),
  phase: orNull(phase),
  progress: numberOr(0),
  step: numberOr(0),
  steps: numberOr(0),
};

const spec = z.object({
  negativePrompt: orNull(z.string()),
  checkpoint: orNull(z.string()),
  width: orNull(z.number()),
  height: orNull(z.number()),
  steps: orNull(z.number()),
  cfgScale: orNull(z.number()),
  sampler: orNull(z.string()),
  scheduler: orNull(z.string()),
  seed: orNull(z.number()),
  loras: orNull(z.array(lora)),
  initImageId: orNull(z.string()),
  denoisingStrength: orNull(z.number()),
});

/** A job as the gateway shows it: the same shape over HTTP and in the feed. */
export const jobView = z.object({
  id: z.string(),
  conversationId: orNull(z.string()),
  messageId: orNull(z.string()),
  status,
  /** 1 = next among all with whom it competes for GPUs; 0 unless queued, or while no position would be true. */
  queuePosition: numberOr(0),
  eta: orNull(eta),
  why: orNull(waitReason),
  roseBecause: orNull(rise),
  ...progressFields,
  prompt: textOr(''),
  spec: orNull(spec),
  attempt: numberOr(0),
  runId: orNull(z.string()),
  version: numberOr(0),
  worker: orNull(z.object({ id: z.string(), gpu: textOr(''), engine: textOr('') })),
  /** What happened on the way, such as "worker-1 vanished, restarted on worker-2". */
  note: orNull(z.string()),
  image: orNull(
    z.object({
      url: z.string(),
      width: orNull(z.number()),
      height: orNull(z.number()),
      bytes: orNull(z.number()),
    }),
  ),
  /** Fields of the spec for which the engine used another value; null = nobody knows which. */
  used: orNull(z.record(z.string(), z.unknown())),
  error: orNull(
    z.object({ code: textOr('unknown'), message: textOr(''), retryable: z.catch(z.boolean(), false) }),
  ),
  createdAt: orNull(z.string()),
  startedAt: orNull(z.string()),
  finishedAt: orNull(z.string()),
});
export type JobView = z.infer<typeof jobView>;

export const isLive = (job: Pick<JobView, 'status'>) =>
  job.status === 'queued' || job.status === 'processing';

/** What the engine got where a prompt held more than words: commands are taken out of it, LoRAs that the engine has are used. */
export function usedWords(used: JobView['used'] | undefined): { prompt: string; loras: string } | null {
  if (typeof used?.prompt !== 'string') return null;
  const loras = spec.parse({ loras: used.loras }).loras ?? [];
  return { prompt: used.prompt, loras: loras.map(({ name, weight }) => `${name} ${weight}`).join(', ') };
}

/** What the picture was made with, as far as anybody knows. */
export const usedSpec = ({ spec: asked, used }: Pick<JobView, 'spec' | 'used'>) =>
  asked && used ? spec.parse({ ...asked, ...used }) : asked;
