import { expect, test } from 'vitest';
import { firstPosts, postsOf } from '../../../src/runner/posts.ts';
import { alice, fold, runningGoal, sampleGoal, turnFinished } from '../../support/core/sample-goal.ts';

const source = { platform: 'slack', workspace: 'T1', channel: 'C1', messageId: '17.5' } as const;
const said = { type: 'MessageGiven', by: alice, text: 'also the docs', source } as const;

const signs = (...[before, step]: Parameters<typeof postsOf>) =>
  postsOf(before, step).flatMap(({ key, kind, mark }) => (kind === 'sign' ? [[key, mark?.sign]] : []));

test('a message that was taken is marked as seen, where it was written', () => {
  const before = runningGoal();
  const step = fold(before, said);
  expect(signs(before, step)).toEqual([['G-1/sign/M-1/seen', 'seen']]);
  expect(postsOf(before, step).find(({ kind }) => kind === 'sign')).toMatchObject({
    to: { platform: 'slack', workspace: 'T1', channel: 'C1' },
    mark: { message: source },
  });
});

test('what was no message of its own has no sign', () => {
  const before = runningGoal();
  const { source: _source, ...command } = said;
  expect(signs(before, fold(before, command))).toEqual([]);
});

test('each step of its life is one sign', () => {
  const before = fold(runningGoal(), said).document;
  const lost = fold(before, { type: 'CancelWished', by: alice, reason: '' });
  expect(signs(before, lost)).toEqual([['G-1/sign/M-1/undelivered', 'undelivered']]);
  expect(signs(lost.document, fold(lost.document, turnFinished()))).toEqual([]);
});

test('the message that asked for the goal is marked as seen beside its card', () => {
  expect(firstPosts(sampleGoal({}, { asking: source })).map(({ key }) => key)).toEqual([
    'G-1/root/1',
    'G-1/sign/asking/seen',
  ]);
  expect(firstPosts(sampleGoal()).map(({ key }) => key)).toEqual(['G-1/root/1']);
});
