import { describe, expect, it } from 'vitest';
import { indexText } from '../../../../../adapters/memory/notes/index-text.ts';
import type { Note } from '../../../../../adapters/memory/notes/read-notes.ts';

const note = (over: Partial<Note>): Note => ({
  file: 'a.md',
  title: 'Title',
  body: 'Body\nof two lines',
  head: {},
  text: '',
  bytes: 0,
  changedAt: 0,
  archived: false,
  ...over,
});

describe('the index of notes', () => {
  it('has one line for each, says which is a decision, and counts what was put aside', () => {
    const notes = [
      note({}),
      note({ file: 'b.md', title: 'With [brackets]', head: { kind: 'decision' } }),
      note({ file: 'archive/c.md', archived: true }),
    ];
    expect(indexText('app', notes).split('\n')).toEqual([
      '# Notes on app',
      '',
      '- [Title](a.md): Body of two lines',
      '- [With brackets](b.md) (decision): Body of two lines',
      '',
      'Put aside because nobody needed them: 1, in archive/.',
      '',
    ]);
  });

  it('keeps a line short', () => {
    const line = indexText('app', [note({ body: 'x '.repeat(500) })]).split('\n')[2] ?? '';
    expect(Array.from(line).length).toBeLessThanOrEqual(160);
  });
});
