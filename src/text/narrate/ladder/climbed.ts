import { labelOf } from '../../../domain/actor.ts';
import type { Content, Span } from '../../../domain/surface/content.ts';
import type { Notice } from '../../../goal/notices.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { usedBy, budgetOf } from '../../../goal/used.ts';
import type { Rung } from '../../../goal/waiting.ts';
import { oneLine } from '../../format.ts';
import { blocked, budgetAsk } from '../money.ts';
import { asked } from '../questions.ts';
import { said, textBlock } from '../spans.ts';
import { threadLink } from './thread-link.ts';

/**
 * Nobody has answered: the same ask once more (what, until when, what happens then), with whom it waits for and where
 * its thread is.
 */
export function climbed(goal: GoalDocument, { ask, step }: Extract<Notice, { type: 'Climbed' }>): Content {
  const rung = goal.ladders.find((ladder) => ladder.ask === ask)?.rungs[step];
  const content = askContent(goal, ask, rung?.place === undefined ? 'here' : 'elsewhere');
  if (content === undefined || rung === undefined)
    return said('ask', `${goal.id} waited for an answer`, [`${ask} is decided.`]);
  return {
    tone: 'ask',
    title: `${goal.id} still waits for an answer`,
    blocks: [textBlock(...whoAndWhere(goal, rung)), textBlock({ bold: content.title }), ...content.blocks],
  };
}

/** What is asked, as it was said in the thread. */
function askContent(goal: GoalDocument, ask: string, where: 'here' | 'elsewhere'): Content | undefined {
  if (goal.questions.some(({ id }) => id === ask))
    return asked(goal, { type: 'Asked', question: ask }, where);
  const { waiting } = goal;
  if (waiting?.request !== ask) return undefined;
  const { axis, note } = waiting;
  if (axis === undefined) return blocked(goal, { type: 'Blocked', message: note });
  const [used, limit] = [usedBy(goal)[axis] ?? 0, budgetOf(goal)[axis]];
  return budgetAsk(goal, { type: 'BudgetAsk', axis, used, limit });
}

function whoAndWhere(goal: GoalDocument, { to, place }: Rung): Span[] {
  const { dispatcher, title } = goal.spec;
  const here = (place ?? goal.origin).platform;
  const who: Span =
    dispatcher.platform === here
      ? { person: dispatcher.user, label: labelOf(dispatcher) }
      : labelOf(dispatcher);
  if (to === 'mention') return [who, ': nobody has answered yet.'];
  if (to === 'thread') return ['Nobody has answered yet.'];
  const link = threadLink(goal.origin);
  const where: Span[] = link === undefined ? [] : [' ', { link, label: 'Its thread' }, '.'];
  const about = `Nobody has answered about “${oneLine(title, 120)}”`;
  return to === 'direct'
    ? [`${about}, which you asked for.`, ...where]
    : [`${about}, which `, labelOf(dispatcher), ' asked for.', ...where];
}
