import { record, type Draft } from '../../draft.ts';
import type { PendingEffect } from '../../effects.ts';

/** The worktree stands as it was; the agent is told with its next turn. */
export function onWorkspaceRestored(
  draft: Draft,
  { to }: Extract<PendingEffect, { type: 'RestoreWorkspace' }>,
): void {
  const { goal } = draft;
  const where = to.kind === 'base' ? 'the base' : `checkpoint ${to.number}`;
  goal.news = [...goal.news.filter((news) => news.type !== 'restored'), { type: 'restored', to: where }];
  delete goal.checks;
  delete goal.flags;
  delete goal.trouble;
  record(draft, 'rollback', { to });
  draft.notices.push({ type: 'Restored', to: where });
}
