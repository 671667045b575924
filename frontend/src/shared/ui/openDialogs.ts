import { useSyncExternalStore } from 'react';

let open: readonly HTMLDialogElement[] = [];
const watchers = new Set<() => void>();

function hold(dialogs: readonly HTMLDialogElement[]) {
  open = dialogs;
  for (const onChange of watchers) onChange();
}

/** Notes a modal window that has just opened above all others; returns how to note that it has closed. */
export function noteOpen(dialog: HTMLDialogElement): () => void {
  hold([...open, dialog]);
  return () => hold(open.filter((each) => each !== dialog));
}

function watch(onChange: () => void) {
  watchers.add(onChange);
  return () => watchers.delete(onChange);
}

/** The modal window outside of which the browser lets nothing be seen above it or be clicked; null when none is open. */
export const useTopmostDialog = () => useSyncExternalStore(watch, () => open.at(-1) ?? null);
