import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type JobView, jobView, type WaitReason, waitReason } from '@/shared/contract/job';

/** The frames that the gateway's own tests are held against too. */
const FOLDER = join(import.meta.dirname, '../../common/golden/ws');

export const goldenNames = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace(/\.json$/, ''));

export const golden = (name: string) => readFileSync(join(FOLDER, `${name}.json`), 'utf8');

/** The job of a golden `job` frame, with some fields changed. */
export const goldenJob = (name: string, fields: Partial<JobView> = {}): JobView => ({
  ...jobView.parse(JSON.parse(golden(name)).job),
  ...fields,
});

/** A reason to wait with these numbers, and no others. */
export const goldenWhy = (reason: WaitReason['reason'], fields: Partial<WaitReason> = {}): WaitReason => ({
  ...waitReason.parse({ reason }),
  ...fields,
});
