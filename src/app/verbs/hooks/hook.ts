import { HookMomentSchema, type Hook } from '../../../domain/hooks/hook.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { loadGoal } from '../../../runner/document.ts';
import { oneLine } from '../../../text/format.ts';
import { actWords, hookWords } from '../../../text/hooks/hook-words.ts';
import { answer, refusal, small, text } from '../../answers.ts';
import { wordsOfLine, type Words } from '../../parse-line.ts';
import { cannot, controlGoal } from '../control/control-goal.ts';
import { onGoal } from '../control/controls.ts';
import type { Verb, VerbCall, VerbWorld } from '../verb.ts';
import { refuseHook } from './may-add.ts';
import { actionForms, readAction } from './read-action.ts';

/** Most hooks of one goal. */
const mostHooks = 60;

export const hookVerb: Verb = {
  ...onGoal,
  name: 'hook',
  text: 'optional',
  textName: 'add MOMENT ACTION | remove H-1',
  textHelp: 'add MOMENT ACTION, or remove H-1; without it: what there is',
  flags: [
    { name: 'every', type: 'number', value: 'N', help: 'with progress: after every so many turns' },
    { name: 'secret', type: 'text', value: 'NAME', help: 'with webhook: the variable that signs it' },
    {
      name: 'project',
      type: 'text',
      value: 'P',
      help: 'with dispatch: another project',
      suggests: 'project',
    },
    {
      name: 'only-if',
      type: 'text',
      value: 'changed|verified',
      help: 'with dispatch: only then',
      choices: ['changed', 'verified'],
    },
  ],
  summary:
    'what a goal does when it is done, failed, cancelled, in progress or waiting: shows it, adds to it, takes from it',
  handle: async (world, call) => {
    if (call.text === '') return showHooks(world, call);
    const words = wordsOfLine(call.text);
    const what = words.take()?.toLowerCase();
    if (what === 'add') return addHook(world, call, words);
    if (what === 'remove') return removeHook(world, call, words.rest());
    return wrong(`“${oneLine(call.text, 40)}” is nothing to do with a hook`, usage);
  },
};

const usage = `Write: add done ACTION, or remove H-1. Actions: ${actionForms}.`;
const wrong = (message: string, hint: string): VerbAnswer => refusal('WRONG_USAGE', message, hint);

async function showHooks({ runtime }: VerbWorld, { goal: id }: VerbCall): Promise<VerbAnswer> {
  const loaded = id === undefined ? undefined : await loadGoal(runtime.store, id);
  if (loaded === undefined)
    return refusal('GOAL_NOT_FOUND', 'There is no such goal', 'See /goal list --all.');
  const { goal } = loaded;
  const { hooks } = goal.spec;
  const fields = hooks.map((hook) => ({
    label: hook.id,
    value: [[hookWords(hook), ...actWords(goal, hook)].join(' · ')],
  }));
  return answer(
    hooks.length === 0 ? `${goal.id} has no hooks` : `${goal.id} · hooks`,
    [
      ...(fields.length === 0 ? [] : [{ type: 'fields' as const, fields }]),
      small(`Add one: /goal hook ${goal.id} add done ACTION. Actions: ${actionForms}.`),
    ],
    { goal: goal.id, data: { hooks, acts: goal.hookRuns } },
  );
}

async function addHook(world: VerbWorld, call: VerbCall, words: Words): Promise<VerbAnswer> {
  const moment = HookMomentSchema.safeParse(words.take()?.toLowerCase());
  if (!moment.success)
    return wrong(
      'When?',
      `Moments: ${HookMomentSchema.options.join(', ')}. Example: add done ${actionForms}.`,
    );
  const action = readAction(words.rest(), call);
  if ('content' in action) return action;
  const every = everyOf(call, moment.data);
  if (typeof every === 'object') return every;
  const hook = (goal: GoalDocument): Hook => ({
    id: nextId(goal),
    on: moment.data,
    ...(every === undefined ? {} : { everyTurns: every }),
    action,
  });
  return controlGoal(world, call, {
    onEnded: true,
    decide: (goal) =>
      tooMany(goal) ??
      refuseHook(world, call, goal, hook(goal)) ?? { type: 'HookAdded', by: call.actor, hook: hook(goal) },
    done: added,
  });
}

function everyOf({ flags }: VerbCall, on: Hook['on']): number | undefined | VerbAnswer {
  const { every } = flags;
  if (typeof every !== 'number') return undefined;
  if (on === 'progress' && Number.isInteger(every) && every > 0) return every;
  return wrong(
    '--every takes a whole number above 0, and goes with progress',
    'Example: --every 3 add progress …',
  );
}

const tooMany = (goal: GoalDocument): VerbAnswer | undefined =>
  goal.spec.hooks.length < mostHooks
    ? undefined
    : cannot(goal, `${goal.id} has ${mostHooks} hooks already`, 'Remove one first.');

/** Also those that are gone count, where they acted: an act is named after its hook for ever. */
function nextId({ spec, hookRuns }: GoalDocument): string {
  const ids = [...spec.hooks.map(({ id }) => id), ...hookRuns.map(({ hook }) => hook)];
  const numbers = ids.map((id) => Number(/^H-(\d+)$/.exec(id)?.[1] ?? 0));
  return `H-${Math.max(0, ...numbers) + 1}`;
}

function added(goal: GoalDocument): VerbAnswer {
  const hook = goal.spec.hooks.at(-1);
  if (hook === undefined) return answer(`${goal.id} has no hooks`);
  return answer(
    `${goal.id} has the hook ${hook.id}`,
    [text(hookWords(hook)), small(`Take it away: /goal hook ${goal.id} remove ${hook.id}`)],
    { goal: goal.id, data: { hook } },
  );
}

function removeHook(world: VerbWorld, call: VerbCall, typed: string): Promise<VerbAnswer> {
  const find = (goal: GoalDocument) =>
    goal.spec.hooks.find(({ id }) => id.toLowerCase() === typed.toLowerCase());
  return controlGoal(world, call, {
    onEnded: true,
    decide: (goal) => {
      const hook = find(goal);
      return hook === undefined
        ? unknownHook(goal, typed)
        : { type: 'HookRemoved', by: call.actor, hook: hook.id };
    },
    done: (goal) =>
      answer(
        `${goal.id} has the hook ${oneLine(typed, 60)} no more`,
        [small('What it has begun to do it does to the end.')],
        { goal: goal.id },
      ),
  });
}

function unknownHook(goal: GoalDocument, typed: string): VerbAnswer {
  const known = goal.spec.hooks.map(({ id }) => id).join(', ');
  return cannot(
    goal,
    `${goal.id} has no hook “${oneLine(typed, 60)}”`,
    known === '' ? 'It has none at all.' : `It has: ${known}.`,
  );
}
