import type { Note } from './read-notes.ts';
import { cut, oneLine } from './note-text.ts';

const longestLine = 160;

/** One line for every note: its title with a link, and how it begins. */
export function indexText(project: string, notes: readonly Note[]): string {
  const [present, archived] = [notes.filter((note) => !note.archived), notes.filter((note) => note.archived)];
  return [
    `# Notes on ${project}`,
    '',
    ...present.map(lineOf),
    ...(archived.length === 0
      ? []
      : ['', `Put aside because nobody needed them: ${archived.length}, in archive/.`]),
    '',
  ].join('\n');
}

const lineOf = (note: Note): string => {
  const title = oneLine(note.title).replaceAll(/[[\]]/g, '');
  const kind = note.head.kind === 'decision' ? ' (decision)' : '';
  return cut(`- [${title}](${note.file})${kind}: ${oneLine(note.body)}`, longestLine);
};
