import type { Options } from '@/shared/contract/options';

/** Width to height; the most used first. */
export const ASPECTS = ['1:1', '4:3', '3:4', '3:2', '2:3', '16:9', '9:16'] as const;
export type Aspect = (typeof ASPECTS)[number];

/** Sides of the square that has as many pixels. */
export const SIDES = [512, 768, 1024] as const;

export type Size = { width: number; height: number };

export const ratioOf = (aspect: Aspect): number => {
  const [width = 1, height = 1] = aspect.split(':').map(Number);
  return width / height;
};

/** The size of an aspect with about `side` × `side` pixels, in the farm's steps and limits. */
export function sizeOf(aspect: Aspect, side: number, { width, height }: Options['limits']): Size {
  const root = Math.sqrt(ratioOf(aspect));
  const rounded = (pixels: number, { min, max, step }: Options['limits']['width']) =>
    Math.min(max, Math.max(min, Math.round(pixels / step) * step));
  return { width: rounded(side * root, width), height: rounded(side / root, height) };
}

/** Which preset a size is; null for a size of its own. */
export function presetOf(size: Size, limits: Options['limits']): { aspect: Aspect; side: number } | null {
  for (const side of SIDES) {
    for (const aspect of ASPECTS) {
      const preset = sizeOf(aspect, side, limits);
      if (preset.width === size.width && preset.height === size.height) return { aspect, side };
    }
  }
  return null;
}
