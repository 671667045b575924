/** Blanks, controls, and characters that are drawn as nothing, such as Hangul fillers and the empty Braille pattern. */
const INVISIBLE = /^[\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** Whether nobody would see anything of it. The gateway refuses such a prompt as an empty one. */
export const isInvisible = (text: string) => INVISIBLE.test(text);
