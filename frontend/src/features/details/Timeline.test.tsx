import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import i18next from '@/i18n';
import { gateway, open } from '../../../test/tab';
import { secondsBetween } from './moments';

const HERE = '11111111-1111-4111-8111-111111111111';

it.each([
  ['en', 'How it went', 'waited 1,234.5 s', 'done · took 2.3 s', 'Nov 23, 2026'],
  ['tr', 'Nasıl geçti', '1.234,5 sn bekledi', 'tamamlandı · 2,3 sn sürdü', '23 Kas 2026'],
])('dates and numbers are told as in %s', async (language, name, waited, took, day) => {
  await i18next.changeLanguage(language);
  gateway.accept(HERE, 'a fox');
  gateway.change(gateway.only.id, {
    status: 'error',
    createdAt: '2026-11-23T12:00:00.000Z',
    startedAt: '2026-11-23T12:20:34.490Z',
    finishedAt: '2026-11-23T12:20:36.740Z',
  });
  const run = { attempt: 1, worker: 'w', gpu: 'g', engine: 'e', outcome: 'completed' };
  const times = { startedAt: '2026-11-23T12:20:34.490Z', endedAt: '2026-11-23T12:20:36.740Z' };
  gateway.attempts.set(gateway.only.id, [{ ...run, ...times }]);
  open(`/chat/${HERE}`);
  const details = (await screen.findByText(name)).closest('details') as HTMLDetailsElement;
  details.open = true;
  details.dispatchEvent(new Event('toggle'));
  expect(await screen.findByText(took)).toBeInTheDocument();
  expect(screen.getByText(waited)).toBeInTheDocument();
  expect(details).toHaveTextContent(day);
});

it('a time that is not known gives no duration, and one that runs backwards none below zero', () => {
  expect(secondsBetween(null, '2026-11-23T12:00:00Z')).toBeNull();
  expect(secondsBetween('2026-11-23T12:00:00Z', null)).toBeNull();
  expect(secondsBetween('2026-11-23T12:00:00Z', '2026-11-23T12:00:01.5Z')).toBe(1.5);
  expect(secondsBetween('2026-11-23T12:00:01Z', '2026-11-23T12:00:00Z')).toBe(0);
});
