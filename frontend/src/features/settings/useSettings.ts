import { useCallback, useEffect, useRef, useState } from 'react';
import type { Settings } from '@/shared/contract/wish';
import { recall, remember } from './memory';

/** The settings of a conversation, as they were left there. */
export function useSettings(conversationId: string | null) {
  const [held, setHeld] = useState(() => ({ conversationId, settings: recall(conversationId) }));
  const current =
    held.conversationId === conversationId ? held : { conversationId, settings: recall(conversationId) };
  if (current !== held) setHeld(current);

  const latest = useRef(current.settings);
  useEffect(() => {
    latest.current = current.settings;
  }, [current]);

  const choose = useCallback(
    (change: Settings | ((held: Settings) => Settings)) => {
      const settings = typeof change === 'function' ? change(latest.current) : change;
      remember(conversationId, settings);
      setHeld({ conversationId, settings });
    },
    [conversationId],
  );
  return [current.settings, choose] as const;
}
