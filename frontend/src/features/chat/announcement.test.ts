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
