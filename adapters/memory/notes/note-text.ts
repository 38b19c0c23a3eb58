/** What stands at the head of a note that drover wrote. */
export interface NoteHead {
  /** Date of its first writing: `2026-11-21`. */
  readonly created: string;
  /** The goal that wrote it last. */
  readonly goal: string;
  readonly kind: 'note' | 'decision';
}

/** A note taken apart. People's own notes need no head. */
export interface NoteText {
  readonly head: Partial<NoteHead>;
  readonly title: string;
  /** Without head and title. */
  readonly body: string;
}

const headBlock = /^---\r?\n([\s\S]{0,2000}?)\r?\n---[ \t]*(?:\r?\n|$)/;

/** Reads a note; whatever a person wrote is one. `name` is its title when it has no heading. */
export function parseNote(text: string, name: string): NoteText {
  const plain = text.replace(/^\uFEFF/, '');
  const block = headBlock.exec(plain);
  const rest = block === null ? plain : plain.slice(block[0].length);
  const heading = /^#{1,6}[ \t]+(.+)$/m.exec(rest);
  return {
    head: block === null ? {} : readHead(block[1] ?? ''),
    title: oneLine(heading?.[1] ?? name.replace(/^.*\//, '').replace(/\.md$/, '')),
    body: (heading === null ? rest : rest.replace(heading[0], '')).trim(),
  };
}

function readHead(block: string): Partial<NoteHead> {
  const value = (key: string) => new RegExp(`^${key}:[ \\t]*(.+?)[ \\t]*$`, 'm').exec(block)?.[1];
  const [created, goal, kind] = [value('created'), value('goal'), value('kind')];
  return {
    ...(created === undefined ? {} : { created }),
    ...(goal === undefined ? {} : { goal }),
    ...(kind === 'note' || kind === 'decision' ? { kind } : {}),
  };
}

/** A note as it is written: drover's head, then the given text without a head of its own. */
export const composeNote = (head: NoteHead, content: string): string =>
  [
    '---',
    `created: ${head.created}`,
    `goal: ${head.goal}`,
    `kind: ${head.kind}`,
    '---',
    '',
    withoutHead(content).trim(),
    '',
  ].join('\n');

export const withoutHead = (content: string): string => content.replace(/^\uFEFF/, '').replace(headBlock, '');

/** Text on one line. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** The first so many characters, with a mark where something was left out. */
export function cut(text: string, longest: number): string {
  const characters = Array.from(text);
  return characters.length <= longest
    ? text
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
}
