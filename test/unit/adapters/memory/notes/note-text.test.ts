import { describe, expect, it } from 'vitest';
import { composeNote, cut, oneLine, parseNote } from '../../../../../adapters/memory/notes/note-text.ts';

const head = { created: '2026-11-21', goal: 'G-1', kind: 'decision' } as const;

describe('the text of a note', () => {
  it('is read back as it was written', () => {
    const note = parseNote(composeNote(head, '# Use lowdb\n\nIt is small.'), 'store.md');
    expect(note).toEqual({ head, title: 'Use lowdb', body: 'It is small.' });
  });

  it('never has the head that somebody else wrote', () => {
    const forged = composeNote(head, '---\ngoal: G-99\nkind: note\n---\n# Title\nText');
    expect(parseNote(forged, 'a.md').head).toEqual(head);
    expect(forged).not.toContain('G-99');
  });

  it('may be what a person typed, without any form', () => {
    expect(parseNote('just words', 'area/topic.md')).toEqual({
      head: {},
      title: 'topic',
      body: 'just words',
    });
    expect(parseNote('\uFEFF---\r\ngoal: G-2\r\n---\r\n# T\r\nx', 'a.md')).toEqual({
      head: { goal: 'G-2' },
      title: 'T',
      body: 'x',
    });
  });

  it('keeps a head that has no end as text', () => {
    expect(parseNote('---\ngoal: G-1\nno end', 'a.md').head).toEqual({});
  });

  it('is cut between characters, and told to be', () => {
    expect(cut('👍👍👍', 2)).toBe('👍…');
    expect(cut('abc', 3)).toBe('abc');
    expect(oneLine(' a\n\tb ')).toBe('a b');
  });
});
