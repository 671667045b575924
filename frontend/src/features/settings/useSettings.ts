import { useCallback, useEffect, useRef, useState } from 'react';
import type { Settings } from '@/shared/contract/pictureRequest';
import { recall, remember } from './memory';

/** The settings of a conversation, as they were left there, and how to change them, for as long as that takes. */
export function useSettings(conversationId: string | null) {
  const [held, setHeld] = useState(() => ({ conversationId, settings: recall(conversationId) }));
  const current =
    held.conversationId === conversationId ? held : { conversationId, settings: recall(conversationId) };
  if (current !== held) setHeld(current);

  const latest = useRef(current);
  useEffect(() => {
    latest.current = current;
  }, [current]);

  const choose = useCallback(
    (change: Settings | ((held: Settings) => Settings)) => {
      // What began in one conversation may end while another one is open.
      const here = latest.current.conversationId === conversationId;
      const before = here ? latest.current.settings : recall(conversationId);
      const settings = typeof change === 'function' ? change(before) : change;
      remember(conversationId, settings);
      setHeld((shown) => (shown.conversationId === conversationId ? { conversationId, settings } : shown));
    },
    [conversationId],
  );
  return [current.settings, choose] as const;
}
