import { agentWords } from '../../../domain/goal.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { budgetSummary } from '../../../text/format.ts';
import { answer, small, text } from '../../answers.ts';

const waitsFor = ({ waiting }: GoalDocument): string => `waits for ${waiting?.note ?? 'others'}`;

/** Names everything before work starts, so that a wrong project or budget is seen at once. */
export function dispatched(goal: GoalDocument): VerbAnswer {
  const { spec } = goal;
  const then = spec.fallback.length === 0 ? '' : `, then ${spec.fallback.map(agentWords).join(', then ')}`;
  return answer(
    goal.state === 'waiting' ? `${goal.id} ${waitsFor(goal)}` : `${goal.id} is on its way`,
    [
      text(spec.title),
      small(
        `Project ${spec.project} · branch ${goal.branch} · agent ${goal.next === 'choose' ? 'chosen when it begins' : agentWords(goal.agent)}${then} · at most ${budgetSummary(spec.budget)} · delivers ${spec.deliver === 'branch' ? 'a branch' : 'nothing by itself'}`,
      ),
    ],
    {
      goal: goal.id,
      tone: 'work',
      data: {
        handle: goal.id,
        project: spec.project,
        branch: goal.branch,
        agent: spec.agent,
        budget: spec.budget,
      },
    },
  );
}
