import { expect, it } from 'vitest';
import { amount, share } from './limits';

it.each([
  ['pictures', 1234, '1,234'],
  ['bytes', 0, '0 byte'],
  ['bytes', 182_400, '182 kB'],
  ['bytes', 1_500_000, '1.5 MB'],
  ['bytes', 2_000_000_000_000, '2 TB'],
  ['bytes', 5e18, '5,000,000 TB'],
] as const)('%s: %d are said as %s', (what, value, said) => expect(amount(what, value, 'en')).toBe(said));

it.each([
  [5, null, null],
  [5, 10, 0.5],
  [15, 10, 1],
  [0, 0, 1],
])('%d of %s is a share of %s', (used, of, part) => expect(share({ used, of })).toBe(part));
