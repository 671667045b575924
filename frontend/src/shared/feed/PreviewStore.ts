import type { Preview } from '@/shared/contract/frame';
import { Watchers } from './Watchers';

/**
 * The newest preview of each running job, as an object URL. A replaced URL is revoked one preview later, since an
 * <img> may still be loading it.
 */
export class PreviewStore {
  private readonly shown = new Map<string, { current: string; former: string | null }>();
  private readonly watchers = new Watchers();

  get(jobId: string): string | undefined {
    return this.shown.get(jobId)?.current;
  }

  show({ jobId, jpeg }: Preview): void {
    const held = this.shown.get(jobId);
    if (held?.former) URL.revokeObjectURL(held.former);
    const current = URL.createObjectURL(new Blob([jpeg], { type: 'image/jpeg' }));
    this.shown.set(jobId, { current, former: held?.current ?? null });
    this.watchers.tell(jobId);
  }

  drop(jobId: string): void {
    const held = this.shown.get(jobId);
    if (!held) return;
    this.shown.delete(jobId);
    URL.revokeObjectURL(held.current);
    if (held.former) URL.revokeObjectURL(held.former);
    this.watchers.tell(jobId);
  }

  watch(jobId: string, onChange: () => void): () => void {
    return this.watchers.add(jobId, onChange);
  }
}
