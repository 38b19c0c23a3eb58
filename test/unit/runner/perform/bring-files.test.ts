import { expect, test } from 'vitest';
import type { Attachment } from '../../../../src/domain/surface/attachment.ts';
import type { RunTurnEffect } from '../../../../src/goal/effects.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { Performance } from '../../../../src/runner/perform/performer.ts';
import { bringFiles, missingOf, readFolders } from '../../../../src/runner/perform/turn/bring-files.ts';
import { alice, fold, ready, sampleGoal } from '../../../support/core/sample-goal.ts';

const file = (name: string): Attachment => ({
  platform: 'slack',
  id: name,
  name,
  type: 'text/plain',
  bytes: 1,
});

function perform(goal: GoalDocument, change: (effect: RunTurnEffect) => void = () => undefined) {
  const effect = goal.effects.find((one): one is RunTurnEffect => one.type === 'RunTurn');
  if (effect === undefined) throw new Error('no turn is ordered');
  change(effect);
  const asked: string[] = [];
  const tools = {
    files: {
      folder: (id: string) => `/files/${id}`,
      bring: async (_goal: string, part: string, files: readonly Attachment[]) => {
        asked.push(part);
        return files.map(({ name, type }) =>
          name === 'gone'
            ? { name, type, problem: 'deleted' }
            : { name, type, path: `/files/${name}`, bytes: 1 },
        );
      },
    },
  };
  const performance = { goal, effect, tools, signal: new AbortController().signal };
  return { asked, performance: performance as unknown as Performance<RunTurnEffect> };
}

const withFiles = () =>
  fold(
    sampleGoal({}, { attachments: [file('spec'), file('gone')] }),
    { type: 'MessageGiven', by: alice, text: 'see', attachments: [file('shot')] },
    { type: 'MessageGiven', by: alice, text: 'no file' },
    ...ready,
  ).document;

test('a session that begins gets what came with the task and with the messages of its turn', async () => {
  const { asked, performance } = perform(withFiles());
  const files = await bringFiles(performance);
  expect(asked).toEqual(['task', 'M-1']);
  expect(missingOf(files)).toEqual([{ name: 'gone', problem: 'deleted' }]);
  expect(readFolders(performance, performance.goal)).toEqual(['/files/G-1']);
});

test('a session that goes on gets what is new, and a compaction nothing', async () => {
  const resumed = perform(withFiles(), (effect) => Object.assign(effect.session, { resume: true }));
  await bringFiles(resumed.performance);
  expect(resumed.asked).toEqual(['M-1']);
  const compaction = perform(withFiles(), (effect) => Object.assign(effect, { kind: 'compact' }));
  expect((await bringFiles(compaction.performance)).size).toBe(0);
  expect(compaction.asked).toEqual([]);
});

test('an agent reads nothing outside of its worktree for a goal that was sent nothing', () => {
  const { performance } = perform(fold(sampleGoal(), ...ready).document);
  expect(readFolders(performance, performance.goal)).toEqual([]);
});
