import type { Block } from '../../../domain/surface/content.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { draftMs } from '../../../policy/draft/stored-draft.ts';
import { small } from '../../answers.ts';
import { chooseProject } from '../../choose-project.ts';
import type { VerbCall, VerbWorld } from '../verb.ts';
import { copyOf, saidWith } from './draft.ts';
import { keepDraft } from './draft-store.ts';

/** Most projects that one control offers; the others can be typed. */
const mostOffered = 25;

/**
 * Several projects are possible: the refusal offers them, and keeps what was asked. Whichever is chosen, also twice, the
 * words are dispatched once, as they were typed.
 * @param refused why it was not dispatched
 */
export async function offerProjects(
  world: VerbWorld,
  call: VerbCall,
  refused: VerbAnswer,
): Promise<VerbAnswer> {
  const choice = chooseProject(world.installation, undefined, { ...call.message, actor: call.actor });
  const among = choice.ok ? [] : (choice.among ?? []).map(({ name }) => name);
  if (among.length === 0) return refused;
  const stored = {
    actor: call.actor,
    place: call.message.place,
    project: '',
    among,
    ...copyOf(call),
    ...saidWith(call),
    expiresAt: world.runtime.clock.now() + draftMs,
  };
  return await keepDraft(world, call, stored, (request) => offered(refused, request, among));
}

function offered(refused: VerbAnswer, request: string, among: readonly string[]): VerbAnswer {
  const hint = `Choose one, or type /goal approve ${request} ${among[0] ?? 'PROJECT'}. What you asked for is kept for 24 hours.`;
  const choice: Block = {
    type: 'choice',
    act: `approve/${request}`,
    placeholder: 'Which project?',
    options: among.slice(0, mostOffered).map((name, index) => ({ value: String(index + 1), label: name })),
  };
  return {
    ...refused,
    hint,
    content: { ...refused.content, tone: 'ask', blocks: [choice, small(hint)] },
    data: { request, projects: among },
  };
}
