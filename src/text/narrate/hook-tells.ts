import type { Content } from '../../domain/surface/content.ts';
import type { HookTells } from '../../goal/notices.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { shortSha } from '../format.ts';
import { stateLine, toneOf } from '../state-line.ts';
import { smallBlock, textBlock } from './spans.ts';

/** What a hook tells people at another place, who do not see the goal's thread. */
export function hookTells(goal: GoalDocument, { text }: HookTells): Content {
  const commit = goal.sha === undefined ? '' : ` · commit ${shortSha(goal.sha)}`;
  return {
    tone: toneOf(goal),
    title: `${goal.id} · ${goal.spec.title}`,
    blocks: [
      textBlock(stateLine(goal)),
      ...(text === undefined ? [] : [textBlock(text)]),
      smallBlock(
        `Project ${goal.spec.project} · branch ${goal.branch}${commit} · details: /goal status ${goal.id}`,
      ),
    ],
  };
}
