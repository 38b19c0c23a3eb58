import type { Post } from '../../domain/post.ts';

/** Notices that somebody has to answer. */
const asks: ReadonlySet<string> = new Set(['Asked', 'Blocked', 'BudgetAsk', 'PurseEmpty', 'Climbed']);

/** How soon a notice of that type is wanted: what asks, then what ended, then (nothing said) what is going on. */
export function urgencyOf(notice: string): Pick<Post, 'urgency'> {
  if (asks.has(notice)) return { urgency: 'ask' };
  return notice === 'RunEnded' ? { urgency: 'result' } : {};
}

/** What goes first where several wait for one place: 0 before 4. */
export function rankOf({ kind, urgency }: Pick<Post, 'kind' | 'urgency'>): number {
  if (kind === 'card') return 4;
  if (kind === 'sign') return 3;
  if (kind === 'root' || urgency === 'ask') return 0;
  return urgency === 'result' ? 1 : 2;
}
