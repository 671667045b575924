import { afterEach, expect, it } from 'vitest';
import { answerOtherTabs, heldByOtherTabs } from './otherTabs';

let silence = () => {};

afterEach(() => silence());

it('says which drafts another tab holds, and no others', async () => {
  silence = answerOtherTabs(() => ['theirs', 'and theirs']);
  expect([...(await heldByOtherTabs(['theirs', 'mine']))]).toEqual(['theirs']);
});

it('says that none is, once that tab is gone', async () => {
  answerOtherTabs(() => ['theirs'])();
  expect([...(await heldByOtherTabs(['theirs']))]).toEqual([]);
});

it('asks nobody where there is nothing to ask about', async () => {
  silence = answerOtherTabs(() => {
    throw new Error('asked');
  });
  expect((await heldByOtherTabs([])).size).toBe(0);
});
