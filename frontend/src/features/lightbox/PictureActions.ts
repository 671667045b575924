import { createContext, useContext } from 'react';
import type { JobView } from '@/shared/contract/job';

/** What can be done with a finished picture, where the page around it can do it. */
export type PictureActions = {
  open?: (job: JobView) => void;
  /** The next picture gets this one's seed. */
  useSeed?: (job: JobView) => void;
  /** Everything but the seed goes into the composer. */
  remix?: (job: JobView) => void;
  /** The same once more at once, with another seed. */
  vary?: (job: JobView) => void;
  /** The next picture begins from this one; absent where no engine can. */
  begin?: (job: JobView) => void;
  /** To where it was asked for. */
  inChat?: (job: JobView) => void;
};

const Context = createContext<PictureActions>({});

export const PictureActionsProvider = Context.Provider;

export const usePictureActions = () => useContext(Context);
