import { expect, it } from 'vitest';
import { JobStore } from '@/shared/feed/JobStore';
import { goldenJob } from '../../../test/golden';
import { type Announcement, announcementOf } from './announcement';

function listen() {
  const jobs = new JobStore();
  const heard: Announcement[] = [];
  jobs.observe((change) => {
    const news = announcementOf(change);
    if (news) heard.push(news);
  });
  return { jobs, heard };
}

const queued = goldenJob('job-queued', { queuePosition: 3 });
const QUEUED = { key: 'announce.queued', position: 3 };

it('tells once that what was asked for is queued, whichever of frame and 202 comes first', () => {
  const answerFirst = listen();
  answerFirst.jobs.introduce([queued]);
  answerFirst.jobs.put([queued]);
  expect(answerFirst.heard).toEqual([QUEUED]);

  const frameFirst = listen();
  frameFirst.jobs.put([queued]);
  frameFirst.jobs.introduce([queued]);
  frameFirst.jobs.introduce([queued]);
  expect(frameFirst.heard).toEqual([QUEUED]);
});

it('tells nothing of jobs that were asked for elsewhere', () => {
  const { jobs, heard } = listen();
  jobs.put([queued]);
  expect(heard).toEqual([]);
});

it('does not go back to the line once the start was told', () => {
  const { jobs, heard } = listen();
  jobs.put([queued]);
  jobs.put([{ ...queued, status: 'processing', worker: null, version: queued.version + 1 }]);
  jobs.introduce([queued]);
  expect(heard).toEqual([{ key: 'announce.startedSomewhere' }]);
});

it('names no place where there is none', () => {
  const { jobs, heard } = listen();
  jobs.introduce([{ ...queued, queuePosition: 0 }]);
  jobs.put([{ ...queued, status: 'processing', version: 8 }]);
  jobs.put([{ ...queued, queuePosition: 0, version: 9 }]);
  expect(heard.map(({ key }) => key)).toEqual([
    'announce.queuedSomewhere',
    'announce.startedSomewhere',
    'announce.requeuedSomewhere',
  ]);
});

it('tells each boundary once, in its words, and nothing of what lies between them', () => {
  const { jobs, heard } = listen();
  const worker = { id: 'worker-1', gpu: 'demo-0', engine: 'demo' };
  const running = {
    ...queued,
    status: 'processing' as const,
    runId: 'run',
    worker,
    queuePosition: 0,
    version: 2,
  };
  jobs.introduce([queued]);
  jobs.place([{ id: queued.id, queuePosition: 1, eta: null, why: null, roseBecause: null }]);
  jobs.put([running]);
  for (let seq = 1; seq <= 30; seq++) {
    const step = { seq, phase: 'denoising', progress: seq, step: seq, steps: 30 } as const;
    const progress = { kind: 'progress', jobId: queued.id, runId: 'run', ...step } as const;
    jobs.apply(queued.id, { kind: 'progress', progress });
  }
  jobs.put([{ ...running, note: 'slow', version: 3 }]);
  jobs.put([{ ...queued, queuePosition: 4, version: 4 }]);
  jobs.put([{ ...running, version: 5 }]);
  const failed = { ...running, status: 'error' as const, version: 6 };
  jobs.put([failed]);
  jobs.put([failed]);
  jobs.remove(queued.id);
  expect(heard.map(({ key }) => key)).toEqual([
    'announce.queued',
    'announce.started',
    'announce.requeued',
    'announce.started',
    'error.title',
  ]);
  expect(heard[2]).toEqual({ key: 'announce.requeued', position: 4 });
  expect(heard[1]).toEqual({ key: 'announce.started', worker: 'worker-1' });
});

it.each([
  ['complete', 'announce.complete'],
  ['cancelled', 'announce.cancelled'],
] as const)('tells that a job is %s', (status, key) => {
  const { jobs, heard } = listen();
  jobs.put([queued]);
  jobs.put([{ ...queued, status, version: queued.version + 1 }]);
  expect(heard).toEqual([{ key }]);
});
