import { afterEach, expect, it, vi } from 'vitest';
import { isLarge, modest, Unusable } from './prepared';

afterEach(() => vi.unstubAllGlobals());

/** jsdom draws nothing: each pixel takes this many bytes at full quality. */
function draws(bytesPerPixel: number) {
  const sides: number[] = [];
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue({
    fillRect: () => {},
    drawImage: () => {},
  } as unknown as CanvasRenderingContext2D);
  vi.spyOn(HTMLCanvasElement.prototype, 'toBlob').mockImplementation(function (
    this: HTMLCanvasElement,
    onBlob,
    type = '',
    quality = 1,
  ) {
    sides.push(this.width);
    onBlob(new Blob([new Uint8Array(this.width * this.height * bytesPerPixel * Number(quality))], { type }));
  });
  vi.stubGlobal('createImageBitmap', async () => ({ width: 3_000, height: 2_000, close() {} }));
  return sides;
}

it('a picture is made as small as it takes to pass a proxy that knows nothing of pictures, and no smaller', async () => {
  const sides = draws(1);
  const small = await modest(new Blob([]));
  expect(small.type).toBe('image/jpeg');
  expect(isLarge(small)).toBe(false);
  expect(sides).toEqual([1536, 1280]);
});

it('a picture that stays too large however it is drawn cannot be used', async () => {
  draws(20);
  await expect(modest(new Blob([]))).rejects.toBeInstanceOf(Unusable);
});

it('a file that is no picture cannot be used', async () => {
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('no picture')));
  await expect(modest(new Blob([]))).rejects.toBeInstanceOf(Unusable);
});
