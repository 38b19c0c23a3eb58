/** Discord counts characters of Unicode, not units of UTF-16. */
export const lengthOf = (text: string): number => Array.from(text).length;
