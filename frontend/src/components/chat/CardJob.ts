import type { JobView } from '@/shared/contract/job';

type Loose<T> = { [K in keyof T]?: T[K] | null };

/** What a card needs of a job. All but the id and the status may be missing or null. */
export type CardJob = Pick<JobView, 'id' | 'status'> &
  Loose<Omit<JobView, 'id' | 'status' | 'spec'>> & { spec?: Loose<NonNullable<JobView['spec']>> | null };
