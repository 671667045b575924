export const LEAST_CHARACTERS = 10;

/** Counted as people do: an emoji is one. There is no other rule. */
export const isLongEnough = (password: string) => [...password].length >= LEAST_CHARACTERS;
