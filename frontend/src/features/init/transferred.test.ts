import { expect, it } from 'vitest';
import { pasted, transferred } from './transferred';

const ORIGIN = 'http://imece.test';
const ID = '11111111-1111-4111-8111-111111111111';

const carried = (address: string, ...files: File[]) => ({
  getData: () => address,
  files: files as unknown as FileList,
});

const picture = new File(['x'], 'fox.png', { type: 'image/png' });
const text = new File(['x'], 'fox.txt', { type: 'text/plain' });

it('takes the first picture among the files', () => {
  expect(transferred(carried('', text, picture), ORIGIN)).toEqual({ kind: 'file', file: picture });
});

it('knows a picture of this app by its address, and takes no copy of it', () => {
  const address = `${ORIGIN}/api/images/${ID}?w=384\r\n`;
  expect(transferred(carried(address, picture), ORIGIN)).toEqual({ kind: 'job', id: ID });
});

it.each([
  ['of another host', `http://elsewhere.test/api/images/${ID}`],
  ['of another kind', `${ORIGIN}/chat/${ID}`],
  ['that is none', 'hello'],
])('has nothing to do with an address %s', (_, address) => {
  expect(transferred(carried(address), ORIGIN)).toBeNull();
  expect(transferred(carried(address, picture), ORIGIN)).toEqual({ kind: 'file', file: picture });
});

it('leaves a paste with text to the textarea, and takes one without', () => {
  const paste = (text: string) => ({
    getData: (type: string) => (type === 'text/plain' ? text : ''),
    files: [picture] as unknown as FileList,
  });
  expect(pasted(paste('a fox in the snow'), ORIGIN)).toBeNull();
  expect(pasted(paste(''), ORIGIN)).toEqual({ kind: 'file', file: picture });
  expect(pasted(null, ORIGIN)).toBeNull();
});

it('leaves text alone', () => {
  expect(transferred(carried('', text), ORIGIN)).toBeNull();
  expect(transferred(null, ORIGIN)).toBeNull();
});
