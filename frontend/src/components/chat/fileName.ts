import type { CardJob } from './CardJob';

/** What a downloaded picture is called. */
export const fileNameOf = ({ id, spec }: CardJob) => `imece-${spec?.seed ?? id}.png`;
