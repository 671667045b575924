import { useEffect, useState } from 'react';
import type { CardJob } from './CardJob';

/** While a job runs, this long without a sign of it is worth telling. */
const QUIET_AFTER_MS = 10_000;

/** Its worker is not heard any more: how far it was tells nothing of how far it is. */
export const isUnheard = ({ status, worker, runId }: CardJob) =>
  status === 'processing' && worker === null && Boolean(runId);

/** Whether nothing has been told of a running job for a while: no step, no phase, no change. */
export function useQuiet({ status, version, runId, seq, phase, step }: CardJob): boolean {
  const running = status === 'processing';
  const sign = [version, runId, seq, phase, step].join(' ');
  const [quietSince, setQuietSince] = useState<string | null>(null);

  useEffect(() => {
    if (!running) return;
    const timer = setTimeout(() => setQuietSince(sign), QUIET_AFTER_MS);
    return () => clearTimeout(timer);
  }, [running, sign]);

  return running && quietSince === sign;
}
