import { expect, it } from 'vitest';
import { fold } from '../../../../support/core/sample-goal.ts';
import { doneGoal } from '../../../../support/core/stages.ts';

it('what became of the notes is a public fact and a notice, and the goal stays as it ended', () => {
  const told = {
    outcome: 'adopted',
    written: ['a.md'],
    removed: [],
    refused: [{ file: 'x.sh', why: 'it is no Markdown file (.md)' }],
  } as const;
  const { document, log, notices } = fold(doneGoal(), { type: 'NotesTidied', ...told });
  expect(document).toEqual(doneGoal());
  expect(log).toEqual([{ type: 'auto_dream', turn: 1, data: told }]);
  expect(notices).toEqual([{ type: 'NotesTidied', ...told }]);
});
