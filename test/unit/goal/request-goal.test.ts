import { expect, test } from 'vitest';
import { goalIdOf } from '../../../src/domain/ids.ts';
import { branchOf, requestGoal } from '../../../src/goal/request-goal.ts';
import { GoalDocumentSchema } from '../../../src/goal/state.ts';
import { allHostile } from '../../support/core/hostile-text.ts';
import { context, sampleSpec } from '../../support/core/sample-goal.ts';

const id = goalIdOf(7);

test('a new goal is queued, wants its worktree next, and has ordered its one root card', () => {
  const goal = requestGoal(id, sampleSpec(), { now: 5, uuid: context.uuid, dependencyWaitMs: 1000 });
  expect(goal).toMatchObject({ id, state: 'queued', next: 'prepare', run: 1, turn: 0, seq: 0, roots: 1 });
  expect(goal).toMatchObject({ createdAt: 5, effects: [], messages: [], turns: [] });
  expect(GoalDocumentSchema.parse(goal)).toEqual(goal);
});

test('its fence is as long as a UUID, and not the UUID of its session', () => {
  const goal = requestGoal(id, sampleSpec(), { now: 5, uuid: context.uuid, dependencyWaitMs: 1000 });
  expect(goal.fence).toMatch(/^[0-9a-f]{32}$/);
  expect(goal.session).toBeUndefined();
});

test.each([
  ['fix the login', 'drover/G-7-fix-the-login'],
  ['Größe & Çedille', 'drover/G-7-gro-e-c-edille'],
  ['../../etc/passwd', 'drover/G-7-etc-passwd'],
  ['--upload-pack=evil', 'drover/G-7-upload-pack-evil'],
  ['日本語', 'drover/G-7'],
  ['', 'drover/G-7'],
])('the branch of “%s” is %s', (title, branch) => {
  expect(branchOf(id, title)).toMatch(/^drover\/G-7(?:-[a-z0-9]+)*$/);
  expect(branchOf(id, title).slice(0, 12)).toBe(branch.slice(0, 12));
});

test('text from outside cannot choose a ref: letters, digits and single dashes, of bounded length', () => {
  for (const title of [allHostile, 'x'.repeat(500), 'a b '.repeat(100), '@{-1}', 'HEAD~1..main:path', '-']) {
    const branch = branchOf(id, title);
    expect(branch).toMatch(/^drover\/G-7(?:-[a-z0-9]+)*$/);
    expect(branch.length).toBeLessThanOrEqual('drover/G-7-'.length + 40);
  }
});
