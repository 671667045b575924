import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import i18next from '@/i18n';
import { gateway } from '@/shared/http/gateway';
import { useToasts } from '@/shared/ui/ToastsContext';
import { Bin } from './Bin';

const BinContext = createContext<Bin | null>(null);

export function BinProvider({ children }: { children: ReactNode }) {
  const toasts = useToasts();
  const [bin] = useState(
    () =>
      new Bin({
        remove: gateway.deleteConversation,
        onFailure: () => toasts.show(i18next.t('conversations.deleteFailed')),
      }),
  );
  useEffect(() => {
    const empty = () => bin.empty();
    addEventListener('pagehide', empty);
    return () => removeEventListener('pagehide', empty);
  }, [bin]);
  return <BinContext value={bin}>{children}</BinContext>;
}

export function useBin(): Bin {
  const bin = useContext(BinContext);
  if (!bin) throw new Error('useBin needs a BinProvider above it');
  return bin;
}

/** The conversations that are not to be shown any more. */
export function useBinned(): ReadonlySet<string> {
  const bin = useBin();
  const watch = useCallback((onChange: () => void) => bin.watch(onChange), [bin]);
  return useSyncExternalStore(watch, () => bin.contents);
}
