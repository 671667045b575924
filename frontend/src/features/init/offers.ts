import type { Options } from '@/shared/contract/options';

/** Whether any engine of the farm can begin from a picture now. */
export const offersInit = ({ engines }: Options): boolean =>
  engines.some(({ features }) => features.includes('img2img'));
