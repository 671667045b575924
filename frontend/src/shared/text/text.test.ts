import { expect, it } from 'vitest';
import { deviceName } from './device';
import { ago, at } from './when';

const NOW = Date.parse('2026-11-30T12:00:00Z');

it.each([
  ['2026-11-30T11:59:30Z', 'en', null],
  ['2026-11-30T11:57:00Z', 'en', '3 minutes ago'],
  ['2026-11-30T09:30:00Z', 'en', '2 hours ago'],
  ['2026-11-27T12:00:00Z', 'en', '3 days ago'],
  ['2026-12-01T12:00:00Z', 'en', 'tomorrow'],
  ['2026-11-27T12:00:00Z', 'tr', '3 gün önce'],
])('%s is said in words: %s', (moment, language, words) => expect(ago(moment, NOW, language)).toBe(words));

it('a moment of today is a time, another one a day', () => {
  expect(at('2026-11-30T13:00:00Z', NOW, 'en')).toMatch(/\d{1,2}:00/);
  expect(at('2027-02-03T13:00:00Z', NOW, 'en')).toBe('Feb 3, 2027');
});

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox · Linux'],
  [
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36',
    'Chrome · Android',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/18.0 Mobile/15E Safari/604.1',
    'Safari · iPhone',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge · Windows',
  ],
  ['', null],
  ['something else', null],
])('a device is named by what it calls itself: %s', (agent, name) => expect(deviceName(agent)).toBe(name));
