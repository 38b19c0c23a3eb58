/** The last part of a text, of at most that many UTF-16 units, cut between letters: half a letter is refused by some platforms. */
export const ending = (text: string, longest: number): string =>
  text.slice(-longest).replace(/^[\uDC00-\uDFFF]/, '');
