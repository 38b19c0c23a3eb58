import type { GoalDocument } from '../goal/state.ts';
import { visibleText } from './fence.ts';

/** Git's custom for subject lines, in characters. */
const subjectLength = 72;

/** Subject, the goal's text where it says more, and a trailer that names the goal. */
export function commitMessage(goal: GoalDocument): string {
  const text = visibleText(goal.spec.text).trim();
  const subject = shorten(visibleText(goal.spec.title).trim());
  const body = text === subject ? [] : [text];
  return [subject, ...body, `Drover-Goal: ${goal.id}`].join('\n\n') + '\n';
}

/** Whole words where possible. */
function shorten(title: string): string {
  const points = Array.from(title);
  if (points.length <= subjectLength) return title;
  const cut = points.slice(0, subjectLength - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > subjectLength / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}
