import type { Form, FormInput } from '../../../domain/surface/form.ts';
import type { Project } from '../../../domain/project.ts';
import { decideAccess } from '../../../policy/access.ts';
import type { Visitor } from '../../../ports/chat/desk.ts';
import { budgetSummary } from '../../../text/format.ts';
import { readGrowth } from '../../../text/growth.ts';
import { chooseProject } from '../../choose-project.ts';
import type { VerbWorld } from '../../verbs/verb.ts';
import type { AskedForm } from './read-form.ts';
import { choice, line, option, words } from './inputs.ts';

/** A new goal: what, where, by whom, when it is good, and how much it may cost. Nobody gets it who may start nothing. */
export function runForm(world: VerbWorld, { act, text }: AskedForm, visitor: Visitor): Form | undefined {
  const open = openProjects(world, visitor);
  if (open.length === 0) return undefined;
  return {
    // The words come back in their own input.
    act: act.slice(0, act.startsWith('form/run//') ? 'form/run'.length : act.length),
    title: 'Start a goal',
    submit: 'Start',
    inputs: [
      words('What is to be done?', text === undefined ? {} : { value: text }),
      ...projectInput(world, open, visitor),
      ...agentInput(world),
      words('Commands that must succeed', {
        name: 'accept',
        required: false,
        hint: 'One per line. Empty: as the project says.',
        longest: 1000,
      }),
      line('budget', 'At most', { hint: budgetHint(open) }),
    ],
  };
}

const openProjects = ({ installation }: VerbWorld, { actor }: Visitor): readonly Project[] =>
  Object.values(installation.projects)
    .filter(({ access }) => decideAccess(actor, 'run', [installation.access, access]).allowed)
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));

/** The channel's project stands there already. */
function projectInput(world: VerbWorld, open: readonly Project[], visitor: Visitor): FormInput[] {
  const usual = chooseProject(world.installation, undefined, visitor);
  const name = usual.ok ? usual.project.name : undefined;
  const options = open.map((project) => option(project.name));
  return choice('project', 'Project', options, {
    required: true,
    ...(name === undefined ? {} : { value: name }),
  });
}

function agentInput({ installation }: VerbWorld): FormInput[] {
  const names = Object.keys(installation.agents);
  const auto = names.includes('auto') ? [] : [option('auto', 'auto: the one with the least to do')];
  return names.length < 2
    ? []
    : choice('agent', 'Agent', [...names.map((name) => option(name)), ...auto], {
        hint: 'Empty: as the project says.',
      });
}

function budgetHint([only, ...others]: readonly Project[]): string {
  const usual = only === undefined || others.length > 0 ? 'as the project says' : budgetSummary(only.budget);
  return `10turns 5usd 2h 100ktokens. Empty: ${usual}.`;
}

/** `10turns 5usd 2h` as flags of `run`; undefined when a word of it is none. */
export function readLimits(typed: string): Readonly<Record<string, number | string>> | undefined {
  const flags: Record<string, number | string> = {};
  for (const word of typed.split(/[\s,;·]+/u).filter((part) => part !== '')) {
    const grown = readGrowth(word.startsWith('+') || word.startsWith('$') ? word : `+${word}`);
    if (grown === undefined) return undefined;
    if (grown.turns !== undefined) flags['turns'] = grown.turns;
    else if (grown.costUsd !== undefined) flags['cost'] = grown.costUsd;
    else if (grown.tokens !== undefined) flags['tokens'] = grown.tokens;
    else if (grown.wallMs !== undefined) flags['time'] = `${Math.ceil(grown.wallMs / 1000)}s`;
    else return undefined;
  }
  return flags;
}
