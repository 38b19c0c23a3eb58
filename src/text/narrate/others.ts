import type { Content } from '../../domain/surface/content.ts';
import type { Notice } from '../../goal/notices.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { openDependencies } from '../../policy/queue/dependencies.ts';
import { wayButtons, waySpans, waysOut } from '../card/ways.ts';
import { oneLine, plural } from '../format.ts';
import { byWhom, said, withButtons } from './spans.ts';

type Of<T extends Notice['type']> = Extract<Notice, { type: T }>;

export const waitsForGoals = (goal: GoalDocument): Content =>
  withButtons(
    said('still', `${goal.id} waits for ${openDependencies(goal.dependencies).join(', ')}`, [
      `It begins when they ${goal.spec.afterFailed === 'cancel' ? 'are done' : 'have ended'}. `,
      ...waySpans(waysOut(goal)),
      '.',
    ]),
    wayButtons(waysOut(goal)),
  );

export const dependencyFailed = (goal: GoalDocument, notice: Of<'DependencyFailed'>): Content =>
  said('bad', `${goal.id}: ${notice.goal} ended as ${notice.state}`, [
    `${goal.id} was to come after it, and is cancelled.`,
  ]);

export const edited = (goal: GoalDocument, { by, what }: Of<'Edited'>): Content =>
  said('work', `${goal.id} is edited: ${what}`, [
    ...byWhom(by, 'Edited'),
    ' It takes effect with the next turn.',
  ]);

export const filesMissing = (goal: GoalDocument, { files }: Of<'FilesMissing'>): Content =>
  said('warn', `${goal.id}: ${plural(files.length, 'file')} did not reach the agent`, [
    files.map(({ name, problem }) => `${oneLine(name, 100)}: ${oneLine(problem, 200)}.`).join('\n'),
    '\nThe turn goes on without; the agent is told.',
  ]);

export const hookFailed = (goal: GoalDocument, { hook, problem, unknown }: Of<'HookFailed'>): Content =>
  said(
    'warn',
    unknown === true
      ? `${goal.id}: whether the hook ${hook} did what it should is not known`
      : `${goal.id}: the hook ${hook} did not do what it should`,
    [`${oneLine(problem, 300)}.`],
  );

export const hookSays = (goal: GoalDocument, { text }: Of<'HookSays'>): Content =>
  said('info', goal.id, [text]);
