import { expect, it } from 'vitest';
import { narrate } from '../../../../src/text/narrate.ts';
import { doneGoal } from '../../../support/core/stages.ts';
import { wordsOf } from '../../../support/core/words-of.ts';

const nothing = { type: 'NotesTidied', written: [], removed: [], refused: [] } as const;

it('tells how many notes were written and removed, and what was put back and why', () => {
  const refused = Array.from({ length: 10 }, (_, at) => ({
    file: `x${at}.sh`,
    why: 'it is no Markdown file',
  }));
  const notice = {
    ...nothing,
    outcome: 'adopted',
    written: ['a.md'],
    removed: ['b.md', 'c.md'],
    refused,
  } as const;
  const words = wordsOf(narrate(notice, doneGoal()));
  expect(words).toContain('1 note written, 2 removed');
  expect(words).toContain('Put back');
  expect(words).toContain('x0.sh (it is no Markdown file)');
  expect(words).toContain('and 2 more');
  expect(words).not.toContain('x9.sh');
});

it('says nothing of what was put back where nothing was', () => {
  expect(wordsOf(narrate({ ...nothing, outcome: 'adopted' }, doneGoal()))).not.toContain('Put back');
});

it('tells why the notes stay as they are', () => {
  const notice = { ...nothing, outcome: 'skipped', why: 'the notes were changed meanwhile' } as const;
  expect(wordsOf(narrate(notice, doneGoal()))).toContain('the notes were changed meanwhile');
});
