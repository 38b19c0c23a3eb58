import type { GivenFile } from '../../../domain/surface/given-file.ts';
import type { RunTurnEffect } from '../../../goal/effects.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import type { Performance } from '../performer.ts';

/** What came with the task and with messages, by `task` and receipt. */
export type TurnFiles = ReadonlyMap<string, readonly GivenFile[]>;

/**
 * Brings what came with what this turn is told: its messages, and the task where a session begins. What cannot be brought
 * is told; the turn goes on.
 */
export async function bringFiles({
  goal,
  effect,
  tools,
  signal,
}: Performance<RunTurnEffect>): Promise<TurnFiles> {
  const files = new Map<string, readonly GivenFile[]>();
  if (effect.kind === 'compact') return files;
  const task = effect.session.resume ? [] : [{ receipt: 'task', attachments: goal.spec.attachments }];
  const messages = goal.messages.filter(({ receipt }) => effect.receipts.includes(receipt));
  for (const { receipt, attachments = [] } of [...task, ...messages])
    if (attachments.length > 0)
      files.set(receipt, await tools.files.bring(goal.id, receipt, attachments, signal));
  return files;
}

/** What could not be brought. */
export const missingOf = (files: TurnFiles): { readonly name: string; readonly problem: string }[] =>
  [...files.values()]
    .flat()
    .flatMap(({ name, problem }) => (problem === undefined ? [] : [{ name, problem }]));

/** Folders outside of the worktree that the agent may read: what people sent to the goal. */
export const readFolders = ({ tools }: Pick<Performance, 'tools'>, goal: GoalDocument): readonly string[] =>
  [goal.spec, ...goal.messages].some(({ attachments = [] }) => attachments.length > 0)
    ? [tools.files.folder(goal.id)]
    : [];
