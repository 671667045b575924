import { expect, it } from 'vitest';
import i18next from '@/i18n';
import { Problem } from '@/shared/http/Problem';
import { errorOf } from './problemSentence';

const refused = (status: number, retryAfter: number | null = null) =>
  Problem.recalled({ status, code: 'some-code', detail: 'No.', retryAfter });

it.each([
  ['was not answered', Problem.unreachable(), true],
  ['was answered by something that makes no sense', Problem.unreadable(), true],
  ['met a gateway that is away', refused(503), true],
  ['was refused', refused(422), false],
])('a prompt that %s may go out again unchanged or not', (_, problem, retryable) => {
  expect(errorOf(problem, i18next.t).retryable).toBe(retryable);
});

it('says when the gateway wants to be asked again', () => {
  expect(errorOf(refused(429, 7), i18next.t).message).toBe('No. Try again in 7 s.');
});
