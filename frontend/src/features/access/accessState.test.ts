import { describe, expect, it } from 'vitest';
import { who as whoFields } from '@/shared/contract/who';
import { accessStateOf } from './accessState';
import { pathOrHome } from './arrival';

const who = (fields: object) => whoFields.parse({ access: 'open', scopes: [], ...fields });
const nobody = who({ kind: 'nobody', access: 'accounts' });
const visitor = who({ kind: 'visitor' });
const ada = who({ kind: 'account', account: 'a', name: 'ada' });
const bora = who({ kind: 'account', account: 'b', name: 'bora' });

describe('whether the farm lets a page in', () => {
  it.each([
    ['nothing is known yet', undefined, undefined, 'unknown'],
    ['nobody has let it in', undefined, nobody, 'out'],
    ['it is a visitor', undefined, visitor, 'in'],
    ['it has signed in', undefined, ada, 'in'],
    ['it stays who it is', ada, ada, 'in'],
    ['the farm does not answer', ada, undefined, 'in'],
    ['its session ended, and visitors are let in', ada, visitor, 'ended'],
    ['its session ended, and nobody else is let in', ada, nobody, 'ended'],
    ['it is not invited any more', visitor, nobody, 'ended'],
    ['another tab has signed in', visitor, ada, 'changed'],
    ['another tab has signed in as somebody else', ada, bora, 'changed'],
  ])('%s', (_, held, now, state) => expect(accessStateOf(held, now)).toBe(state));
});

it('an answer of another version is read as far as it can be', () => {
  expect(whoFields.parse({})).toMatchObject({ access: 'open', kind: 'visitor', canGoBack: false });
  expect(whoFields.parse({ kind: 'guest', access: 'paid', scopes: ['draw', 7] })).toMatchObject({
    access: 'open',
    kind: 'visitor',
    scopes: ['draw'],
  });
});

it.each([
  ['/chat/1#m', '/chat/1#m'],
  ['//evil.test', '/chat'],
  ['/\\evil.test', '/chat'],
  ['https://evil.test', '/chat'],
  [undefined, '/chat'],
])('from the sign-in one comes back into this app only: %s', (from, to) => expect(pathOrHome(from)).toBe(to));
