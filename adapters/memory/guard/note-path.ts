/** A path that may be written, or why not. */
export type NotePath =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly why: string };

/** Files that are drover's own: the list of notes, and where notes go that nobody needs. */
export const indexFile = 'INDEX.md';
export const archiveFolder = 'archive';

const longestPath = 120;
const deepest = 3;

/**
 * Only plain names: letters, digits, dashes and underscores, with single dots between them. Everything that a file
 * system, a shell or a decoder could read in another way (`%2e`, `．．`, `\`, `:`, trailing dots) has other characters.
 */
const plainName = /^[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*$/;

/** Names that Windows takes for devices, with any ending: learn.microsoft.com/windows/win32/fileio/naming-a-file */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9]|lpt[0-9])(?:\.|$)/i;

/** Judges a path that somebody gave for a note, relative to the project's folder. Looks at the words alone. */
export function notePath(file: string): NotePath {
  const why = problemOf(file);
  return why === undefined ? { ok: true, path: file } : { ok: false, why };
}

interface Rule {
  readonly breaks: (file: string, parts: readonly string[]) => boolean;
  readonly why: string;
}

/** The first that is broken is told. */
const rules: readonly Rule[] = [
  { breaks: (file) => file === '', why: 'it has no name' },
  { breaks: (file) => file.length > longestPath, why: `its path is longer than ${longestPath} characters` },
  { breaks: (file) => file.startsWith('/') || /^[A-Za-z]:/.test(file), why: 'its path is absolute' },
  { breaks: (_, parts) => parts.includes('..') || parts.includes('.'), why: 'its path leads elsewhere' },
  { breaks: (_, parts) => parts.some((part) => part.startsWith('.')), why: 'its name begins with a dot' },
  {
    breaks: (_, parts) => !parts.every((part) => plainName.test(part)),
    why: 'its path has other characters than letters, digits, dashes, underscores and single dots',
  },
  {
    breaks: (_, parts) => parts.some((part) => device.test(part)),
    why: 'its name is a device on some systems',
  },
  { breaks: (_, parts) => parts.length > deepest, why: `it lies deeper than ${deepest} folders` },
  { breaks: (file) => !file.endsWith('.md'), why: 'it is no Markdown file (.md)' },
  { breaks: (file) => isReserved(file), why: 'that name is drover’s own' },
];

function problemOf(file: string): string | undefined {
  const parts = file.split('/');
  return rules.find(({ breaks }) => breaks(file, parts))?.why;
}

/** Whether drover keeps that path for itself, in any spelling. */
export const isReserved = (file: string): boolean => {
  const folded = file.toLowerCase();
  return (
    folded === indexFile.toLowerCase() || folded.startsWith(`${archiveFolder}/`) || folded === archiveFolder
  );
};
