import { describe, expect, it } from 'vitest';
import { draftsJsonSchema, readDrafts } from '../../../../src/policy/memory/read-drafts.ts';

const note = { file: 'a.md', content: '# A' };
const decision = { title: 'Use A', problem: 'p', choice: 'c', alternatives: [], why: 'w' };

describe('what a helper model answers when asked for notes', () => {
  it('is notes and decisions, in an object or in a list', () => {
    const both = [
      { ...note, kind: 'note' },
      { file: 'decisions/use-a.md', kind: 'decision', content: expect.stringContaining('# Use A') },
    ];
    expect(readDrafts({ notes: [note], decisions: [decision] })).toEqual(both);
    expect(readDrafts([note, { decision }])).toEqual(both);
  });

  it('may be nothing at all', () => {
    expect(readDrafts({ notes: [], decisions: [] })).toEqual([]);
    expect(readDrafts({ notes: [] })).toEqual([]);
    expect(readDrafts([])).toEqual([]);
  });

  it.each([
    undefined,
    null,
    'text',
    7,
    {},
    { answer: [] },
    { notes: 'a.md' },
    [{ file: 'a.md' }],
    [{ file: 1, content: '' }],
  ])('is refused as a whole when it is %j', (value) => {
    expect(readDrafts(value)).toBeUndefined();
  });

  it('is cut to five', () => {
    expect(readDrafts({ notes: Array.from({ length: 9 }, () => note) })).toHaveLength(5);
  });

  it('has a schema in which everything is required and nothing else allowed, as backends want it', () => {
    expect(draftsJsonSchema).toMatchObject({
      type: 'object',
      additionalProperties: false,
      required: ['notes', 'decisions'],
    });
  });
});
