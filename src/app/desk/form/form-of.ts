import type { Form, FormInput } from '../../../domain/surface/form.ts';
import { openQuestions } from '../../../goal/moves/question/questions.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import type { Visitor } from '../../../ports/chat/desk.ts';
import { loadGoal } from '../../../runner/document.ts';
import { oneLine } from '../../../text/format.ts';
import { goalOfRequest } from '../../open-requests.ts';
import { findDraft } from '../../verbs/draft/draft-store.ts';
import { maySee } from '../../verbs/may-see.ts';
import type { VerbWorld } from '../../verbs/verb.ts';
import { growthInputs } from './growth-inputs.ts';
import { choice, option, words } from './inputs.ts';
import { readForm, type AskedForm } from './read-form.ts';
import { runForm } from './run-form.ts';

/**
 * The form that an act opens, with what is known filled in. Whether somebody may do it is looked at when it comes back; but
 * what a person may not see has no form, and no more has a question or a request that is not open.
 */
export async function formOf(world: VerbWorld, act: string, visitor: Visitor): Promise<Form | undefined> {
  const asked = readForm(act);
  if (asked === undefined) return undefined;
  if (asked.verb === 'run') return runForm(world, asked, visitor);
  if (asked.request !== undefined) return await requestForm(world, asked, visitor);
  const goal = await visibleGoal(world, asked.goal, visitor);
  const made = goal === undefined ? undefined : goalForms.get(asked.verb)?.({ world, goal, asked });
  return made === undefined ? undefined : { act, ...made };
}

async function visibleGoal(
  world: VerbWorld,
  id: AskedForm['goal'],
  { actor }: Visitor,
): Promise<GoalDocument | undefined> {
  const goal = id === undefined ? undefined : (await loadGoal(world.runtime.store, id))?.goal;
  return goal !== undefined && maySee(world, actor, goal.spec.project) ? goal : undefined;
}

interface About {
  readonly world: VerbWorld;
  readonly goal: GoalDocument;
  readonly asked: AskedForm;
}

type Made = Omit<Form, 'act'>;

const optional = (label: string): FormInput => words(label, { required: false });

const goalForms: ReadonlyMap<string, (about: About) => Made | undefined> = new Map(
  Object.entries<(about: About) => Made | undefined>({
    say: ({ goal }) => ({
      title: `Say to ${goal.id}`,
      submit: 'Send',
      inputs: [words('What to tell the agent')],
    }),
    answer: answerForm,
    budget: ({ goal }) => ({
      title: `More for ${goal.id}`,
      submit: 'Add',
      inputs: growthInputs(goal),
    }),
    cancel: ({ goal }) => ({ title: `Cancel ${goal.id}`, submit: 'Cancel goal', inputs: [optional('Why?')] }),
    continue: ({ goal }) => ({
      title: `Continue ${goal.id}`,
      submit: 'Continue',
      inputs: [optional('What to tell the agent')],
    }),
    retry: ({ goal }) => ({
      title: `Retry ${goal.id}`,
      submit: 'Retry',
      inputs: [optional('What to tell the agent')],
    }),
    switch: ({ world, goal }) => {
      const others = Object.keys(world.installation.agents).filter((name) => name !== goal.agent.name);
      const inputs: FormInput[] = [
        {
          name: 'agent',
          label: 'Who takes over?',
          kind: 'choice',
          required: true,
          options: others.slice(0, 25).map((name) => option(name)),
        },
      ];
      return others.length === 0 ? undefined : { title: `Switch ${goal.id}`, submit: 'Switch', inputs };
    },
  }),
);

/** One of the options, or words of one’s own; the question that is meant, else the only one that is open. */
function answerForm({ goal, asked }: About): Made | undefined {
  const open = openQuestions(goal);
  const question = asked.question === undefined ? open[0] : open.find(({ id }) => id === asked.question);
  if (question === undefined || (asked.question === undefined && open.length > 1)) return undefined;
  const options = question.options.map((text, at) => option(String(at + 1), `${at + 1}: ${text}`));
  const hint = oneLine(question.text, 300);
  const chosen = choice('option', 'Answer', options, { hint });
  return {
    title: `Answer ${question.id} of ${goal.id}`.slice(0, 24),
    submit: 'Answer',
    inputs: [
      ...chosen,
      chosen.length === 0
        ? words('Your answer', { hint })
        : words('Or in your own words', { required: false }),
    ],
  };
}

/** A reason for a decision. */
async function requestForm(world: VerbWorld, asked: AskedForm, visitor: Visitor): Promise<Form | undefined> {
  const { act, verb, request = '' } = asked;
  if (verb !== 'approve' && verb !== 'deny') return undefined;
  const goal = await visibleGoal(world, await goalOfRequest(world, request), visitor);
  if (goal === undefined && (await findDraft(world, request)) === undefined) return undefined;
  const approves = verb === 'approve';
  return {
    act,
    title: `${approves ? 'Approve' : 'Deny'} ${request}`,
    submit: approves ? 'Approve' : 'Deny',
    inputs: [optional(approves ? 'What to tell the agent' : 'Why? The agent is told')],
  };
}
