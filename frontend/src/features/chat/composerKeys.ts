type Keystroke = {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  /** An input method is putting a character together; its Enter is not ours. */
  composing: boolean;
  /** No mouse, no keyboard: there Enter only ever breaks the line. */
  touchOnly: boolean;
};

/** Whether a key in the composer sends the prompt; every other key is left to the textarea. */
export function sends({ key, shiftKey, ctrlKey, metaKey, composing, touchOnly }: Keystroke): boolean {
  if (key !== 'Enter' || composing) return false;
  if (ctrlKey || metaKey) return true;
  return !shiftKey && !touchOnly;
}

export const isTouchOnly = () =>
  typeof matchMedia === 'function' && matchMedia('(hover: none) and (pointer: coarse)').matches;
