import { Buffer } from 'node:buffer';

/** Secrets shorter than this are not looked for: they would blacken ordinary words. */
export const shortestSecret = 8;

/** Base64 characters of a slice that is known to be whole; shorter ones would match by chance. */
const shortestBase64 = 10;

/**
 * Every spelling in which this secret can turn up in text: as it is, URL-encoded (in the dialects that libraries speak),
 * JSON-escaped once and twice, HTML-escaped, hexadecimal, and base64 at each of the three places where it can begin inside a longer
 * encoded text (`Basic dXNlcjo…` starts with the user name). Empty for what is too short to be looked for.
 */
export function spellingsOf(value: string): readonly string[] {
  const secret = value.trim();
  if (secret.length < shortestSecret) return [];
  const hex = Buffer.from(secret).toString('hex');
  return [
    ...new Set([
      secret,
      ...urlSpellings(secret),
      ...jsonSpellings(secret),
      ...base64Spellings(secret),
      markupSpelling(secret),
      hex,
      hex.toUpperCase(),
    ]),
  ];
}

function urlSpellings(secret: string): readonly string[] {
  const component = encodeURIComponent(secret.toWellFormed());
  const strict = component.replaceAll(/[!'()*]/g, percentOf);
  const form = strict.replaceAll('%20', '+');
  // Browsers and URLSearchParams spell a tilde out; RFC 3986, and encodeURIComponent, leave it.
  const browser = form.replaceAll('%2A', '*').replaceAll('~', '%7E');
  const whole = encodeURI(secret.toWellFormed());
  const each = [component, strict, form, form.replaceAll('%2A', '*'), browser, whole];
  return [...each, ...each.map((text) => text.replaceAll(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()))];
}

const percentOf = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/** As inside a JSON string, once and twice: also with `/` escaped (PHP), `<>&` escaped (Go), everything beyond ASCII escaped (Python). */
function jsonSpellings(secret: string): readonly string[] {
  const once = inJson(secret);
  const forms = [
    once,
    once.replaceAll('/', String.raw`\/`),
    unicodeEscapes(once, /[<>&]/),
    unicodeEscapes(once, /[^\u0020-\u007E]/),
  ];
  return [...forms, ...forms.map(inJson)];
}

/** As in HTML and in Slack's text. */
const markupSpelling = (secret: string): string =>
  secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

function unicodeEscapes(text: string, which: RegExp): string {
  return Array.from({ length: text.length }, (_, index) => text[index] ?? '')
    .map((unit) =>
      which.test(unit) ? String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, '0') : unit,
    )
    .join('');
}

function base64Spellings(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((offset) => {
    const standard = certainBase64(bytes, offset);
    if (standard.length < shortestBase64) return [];
    return [standard, standard.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** The characters of the encoded bytes that no neighbouring byte has a say in. */
function certainBase64(bytes: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replaceAll('=', '');
  const firstCertain = Math.ceil((offset * 8) / 6);
  const lastCertain = Math.floor(((offset + bytes.length) * 8) / 6);
  return encoded.slice(firstCertain, lastCertain);
}
