import * as z from 'zod/mini';
import { type Settings, settings } from '@/shared/contract/pictureRequest';

const PLACE = 'imece.settings';

/** Older conversations' settings are forgotten. */
const MOST = 60;

const NEW_CHAT = 'new';

const stored = z.catch(z.record(z.string(), settings), {});

/** The settings that were last used in a conversation; null is a chat that has not begun. */
export function recall(conversationId: string | null): Settings {
  return read()[conversationId ?? NEW_CHAT] ?? {};
}

export function remember(conversationId: string | null, chosen: Settings): void {
  const { [conversationId ?? NEW_CHAT]: _, ...others } = read();
  const kept = Object.entries(others).slice(1 - MOST);
  write(Object.fromEntries([...kept, [conversationId ?? NEW_CHAT, chosen]]));
}

/** A new chat has become a conversation: its settings go with it, and the next new chat starts plain. */
export function settle(conversationId: string): void {
  remember(conversationId, recall(null));
  remember(null, {});
}

function read(): Record<string, Settings> {
  try {
    return stored.parse(JSON.parse(localStorage.getItem(PLACE) ?? '{}'));
  } catch {
    return {};
  }
}

function write(all: Record<string, Settings>): void {
  try {
    localStorage.setItem(PLACE, JSON.stringify(all));
  } catch {
    // Storage may be forbidden or full; the settings then last as long as the page.
  }
}
