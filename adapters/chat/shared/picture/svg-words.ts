import { cutText, oneLine } from '../cut-text.ts';

/** Letters that XML 1.0 does not allow, escaped or not. Source: https://www.w3.org/TR/xml/#charsets */
const outsideXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text from outside as it may stand in an element or an attribute: one line, nothing in it is markup. */
export const escapeSvg = (text: string): string =>
  oneLine(text)
    .replace(outsideXml, '')
    .replace(/[&<>"']/gu, (letter) => entities[letter] ?? '');

/** Mean width of a letter of DejaVu Sans, measured in font sizes; wide letters are counted twice. */
const letterWidth = { plain: 0.6, bold: 0.68 } as const;

/** East Asian letters and pictures: twice as wide as others. */
const wide =
  /[\u{1100}-\u{115F}\u{2E80}-\u{A4CF}\u{AC00}-\u{D7A3}\u{F900}-\u{FAFF}\u{FE30}-\u{FE4F}\u{FF00}-\u{FF60}\u{1F000}-\u{1FAFF}\u{20000}-\u{3FFFD}]/gu;

/** About how wide a line is, in pixels. */
export function widthOf(text: string, size: number, weight: 'plain' | 'bold' = 'plain'): number {
  const letters = Array.from(text).length + (text.match(wide)?.length ?? 0);
  return letters * letterWidth[weight] * size;
}

/** The longest start of a line that is about as wide as the room; nothing where not even three letters have room. */
export function fitWords(
  text: string,
  room: number,
  size: number,
  weight: 'plain' | 'bold' = 'plain',
): string {
  const line = oneLine(text);
  if (widthOf(line, size, weight) <= room) return line;
  const letters = Math.floor(room / (letterWidth[weight] * size));
  if (letters < 3) return '';
  let cut = cutText(line, letters);
  for (let longest = letters - 1; widthOf(cut, size, weight) > room && longest > 1; longest -= 1)
    cut = cutText(line, longest);
  return cut;
}
