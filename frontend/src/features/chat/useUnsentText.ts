import { useCallback, useState } from 'react';

const PLACE = 'imece.text';

/** What is being written: it stays through other pages of the app and a reload, as long as the tab is open. */
export function useUnsentText() {
  const [text, setText] = useState(recall);
  const write = useCallback((written: string) => {
    setText(written);
    try {
      sessionStorage.setItem(PLACE, written);
    } catch {
      // Storage may be forbidden or full; the text then lasts as long as the page.
    }
  }, []);
  return [text, write] as const;
}

function recall(): string {
  try {
    return sessionStorage.getItem(PLACE) ?? '';
  } catch {
    return '';
  }
}
