/** A line or an argument list, taken apart from the front: words are taken off until the free text begins. */
export interface Words {
  /** The next word without taking it; undefined at the end. */
  peek(): string | undefined;
  take(): string | undefined;
  /** Everything not yet taken, exactly as typed, trimmed. */
  rest(): string;
}

/** Opening quotes and what closes them; phones type the curly ones. */
const quotes: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”',
  '”': '”',
  '„': '“',
  '‘': '’',
  '’': '’',
};

const isSpace = (letter: string | undefined): boolean => letter !== undefined && /\s/.test(letter);

interface Found {
  readonly word: string;
  readonly end: number;
}

/** One word from `start`: quoted parts keep their spaces, quotes fall away; an unclosed quote is an ordinary letter. */
function readWord(line: string, start: number): Found | undefined {
  let at = start;
  while (isSpace(line[at])) at += 1;
  if (at >= line.length) return undefined;
  let word = '';
  while (at < line.length && !isSpace(line[at])) {
    const letter = line[at] ?? '';
    const closing = quotes[letter];
    const end = closing === undefined ? -1 : line.indexOf(closing, at + 1);
    word += end < 0 ? letter : line.slice(at + 1, end);
    at = end < 0 ? at + 1 : end + 1;
  }
  return { word, end: at };
}

export function wordsOfLine(line: string): Words {
  let at = 0;
  return {
    peek: () => readWord(line, at)?.word,
    take() {
      const found = readWord(line, at);
      at = found?.end ?? line.length;
      return found?.word;
    },
    rest: () => line.slice(at).trim(),
  };
}

/** What a shell has already cut. */
export function wordsOfArgv(argv: readonly string[]): Words {
  let at = 0;
  return {
    peek: () => argv[at],
    take() {
      const word = argv[at];
      at += 1;
      return word;
    },
    rest: () => argv.slice(at).join(' ').trim(),
  };
}
