/** Nesting of one document. Deeper ones are not walked: recursion has its price, and no tool writes them. */
const mostNested = 40;

/** What was typed, not what was said: inputs of tools, and prompts. */
const inputs = new Set([
  'input',
  'arguments',
  'args',
  'rawInput',
  'raw_input',
  'parameters',
  'prompt',
  'instructions',
]);

/** Numbers that mean something by themselves, and those that do so beside a message. */
const statusNames = /^(?:api_error_status|error_status|status_?code)$/i;
const statusBesideMessage = /^(?:code|status)$/i;

/**
 * The lines that a line of a transcript stands for: every text in a JSON document, unescaped as often as it was escaped.
 * A line that is no JSON stays as it is; one that ends with JSON is followed by what that says; one that was cut from
 * JSON is unescaped.
 */
export function unwrapJson(line: string): readonly string[] {
  const body = line.trim().replace(/^data: ?/, '');
  const document = unwrapDocument(body);
  if (document !== undefined) return document;
  if (looksCut(body)) return eachLine(withoutEscapes(body));
  return [line, ...(embedded(body) ?? [])];
}

/** `API Error: 400 {"error":…}` */
function embedded(body: string): readonly string[] | undefined {
  const start = body.indexOf('{"');
  return start < 0 ? undefined : unwrapDocument(body.slice(start, body.lastIndexOf('}') + 1));
}

/** The texts of one JSON document; undefined when it is none. */
export function unwrapDocument(text: string): readonly string[] | undefined {
  const parsed = parse(text);
  return parsed === undefined ? undefined : texts(parsed, 0);
}

/** Text from outside: what cannot be parsed is ordinary text. */
function parse(body: string): unknown {
  if (!/^[[{]/.test(body)) return undefined;
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function texts(value: unknown, nested: number): readonly string[] {
  if (typeof value === 'string') return textLines(value);
  if (typeof value !== 'object' || value === null || nested > mostNested) return [];
  if (Array.isArray(value)) return value.flatMap((item) => texts(item, nested + 1));
  const entries = Object.entries(value);
  const typed = entries.some(([name, said]) => name === 'role' && said === 'user');
  const statuses = entries.some(([name]) => name === 'message') ? statusBesideMessage : undefined;
  return entries.flatMap(([name, said]) => {
    if (inputs.has(name) || (typed && typeof said === 'string')) return [];
    const isStatus = statusNames.test(name) || statuses?.test(name) === true;
    return isStatus && isHttpError(said) ? [`status ${said}`] : texts(said, nested + 1);
  });
}

const isHttpError = (said: unknown): said is number => typeof said === 'number' && said >= 400 && said < 600;

/** A text may hold a document, or have been escaped once more: it becomes shorter each time, so there is an end. */
const textLines = (text: string): readonly string[] => unwrapDocument(text.trim()) ?? eachLine(text);

const eachLine = (text: string): readonly string[] => text.split('\n').flatMap((line) => unwrapJson(line));

/** Escapes in something that begins or ends like JSON. `C:\new` outside of JSON is a path of Windows, not a line end. */
const looksCut = (body: string): boolean =>
  /\\[n"]/.test(body) && /^[[{"]|["}\]],?$/.test(body) && !/(?<![A-Za-z])[A-Za-z]:\\(?!\\)/.test(body);

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '', t: '\t', b: '', f: '' };

const withoutEscapes = (body: string): string =>
  body.replaceAll(/\\(?:u([0-9a-fA-F]{4})|([^u]))/g, (_whole, hex?: string, sign?: string) =>
    hex === undefined ? (escapes[sign ?? ''] ?? sign ?? '') : String.fromCodePoint(Number.parseInt(hex, 16)),
  );
