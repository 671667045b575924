import type { Options } from '@/shared/contract/options';

const PHOTO = 'image/jpeg';
const PHOTO_QUALITY = 0.92;

/** The file can't be read as a picture, or not made to fit. */
export class Unusable extends Error {
  override name = 'Unusable';
}

/** A picture as the gateway takes it: as it is where it fits, else drawn anew, smaller and as a JPEG. */
export async function prepared(
  file: Blob,
  { types, bytes, side }: Options['limits']['upload'],
): Promise<Blob> {
  const picture = await createImageBitmap(file).catch(() => {
    throw new Unusable();
  });
  try {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    if (scale === 1 && types.includes(file.type) && file.size <= bytes) return file;
    const drawn = await redrawn(picture, scale);
    if (!drawn || drawn.size > bytes) throw new Unusable();
    return drawn;
  } finally {
    picture.close();
  }
}

/** What proxies let through who were told nothing of pictures: a little below 1 MiB, the usual bound. */
const MODEST_BYTES = 900_000;

/** Longer sides of smaller and smaller pictures, with the quality of their JPEGs. */
const MODEST = [
  [1536, 0.88],
  [1280, 0.8],
  [1024, 0.72],
  [768, 0.6],
] as const;

/** Whether somebody on the way may take a smaller picture where this one did not pass. */
export const isLarge = ({ size }: Blob) => size > MODEST_BYTES;

/** The same picture as small as it takes to pass whoever stands before the farm. */
export async function modest(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file).catch(() => {
    throw new Unusable();
  });
  try {
    for (const [side, quality] of MODEST) {
      const scale = Math.min(1, side / Math.max(picture.width, picture.height));
      const drawn = await redrawn(picture, scale, quality);
      if (drawn && !isLarge(drawn)) return drawn;
    }
    throw new Unusable();
  } finally {
    picture.close();
  }
}

function redrawn(picture: ImageBitmap, scale: number, quality = PHOTO_QUALITY): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const paper = canvas.getContext('2d');
  if (!paper) return Promise.resolve(null);
  // A JPEG has no transparency: what shows through is white, not black.
  paper.fillStyle = '#fff';
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, PHOTO, quality));
}
