import type { GoalDocument } from '../goal/state.ts';
import { visibleText } from './fence.ts';

const subjectLength = 72;

/** Subject, the goal's text where it says more, and a trailer that names the goal. */
export function commitMessage(goal: GoalDocument): string {
  const text = visibleText(goal.spec.text).trim();
  const subject = Array.from(visibleText(goal.spec.title)).slice(0, subjectLength).join('');
  const body = text === subject ? [] : [text];
  return [subject, ...body, `Drover-Goal: ${goal.id}`].join('\n\n') + '\n';
}
