import type { Project } from '../../../domain/project.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { decideAccess } from '../../../policy/access.ts';
import type { Elaborated } from '../../../policy/draft/elaborated.ts';
import type { Proposal } from '../../../policy/draft/proposal.ts';
import { siftProposal } from '../../../policy/draft/sift-proposal.ts';
import { draftMs, type StoredDraft } from '../../../policy/draft/stored-draft.ts';
import { elaboratePrompt, elaborateSystem } from '../../../text/helper/elaborate-prompt.ts';
import { oneLine } from '../../../text/format.ts';
import { flagWords } from '../../../text/helper/run-line.ts';
import { refusal } from '../../answers.ts';
import { accessRefusal } from '../../authorize.ts';
import { chooseProject } from '../../choose-project.ts';
import { textFlag } from '../flags.ts';
import { goalSpec } from '../run/goal-spec.ts';
import { requestOf } from '../run/goal-request.ts';
import { runFlags } from '../run/run-flags.ts';
import type { Verb, VerbCall, VerbWorld } from '../verb.ts';
import { keepDraft } from './draft-store.ts';
import { shownDraft } from './shown-draft.ts';

export const draftVerb: Verb = {
  name: 'draft',
  role: 'run',
  goal: 'none',
  text: 'needed',
  textName: 'TEXT',
  textHelp: 'what is to be done, in a few words',
  flags: runFlags.filter(({ name }) => name !== 'template'),
  plannedFlags: ['plan', 'skill', 'file', 'template'],
  summary: 'make a whole goal of a few words and show it; nothing starts before it is approved',
  handle: draft,
};

/** The projects it can be about: one, or those among which the words decide. */
interface Field {
  readonly projects: readonly Project[];
  /** Why there are several, for the case that the words do not decide. */
  readonly open?: VerbAnswer;
}

async function draft(world: VerbWorld, call: VerbCall): Promise<VerbAnswer> {
  const field = fieldOf(world, call);
  if ('content' in field) return field;
  const wrong = field.open === undefined ? wrongWith(world, call, field.projects) : undefined;
  if (wrong !== undefined) return wrong;
  const elaborated = await world.elaborate(questionFor(world, call, field), call.message.deliveryId);
  if (!elaborated.ok) return inVain(elaborated);
  const project = projectOf(field, elaborated.proposal);
  return 'content' in project ? project : await proposed(world, call, project, elaborated);
}

/** Nobody is asked about a project in which the person may start nothing. */
function fieldOf({ installation }: VerbWorld, call: VerbCall): Field | VerbAnswer {
  const choice = chooseProject(installation, textFlag(call, 'project'), call.message);
  const access = (project: Project) => decideAccess(call.actor, 'run', [installation.access, project.access]);
  if (choice.ok) {
    const decision = access(choice.project);
    return decision.allowed ? { projects: [choice.project] } : accessRefusal(decision);
  }
  if (choice.answer.code !== 'PROJECT_REQUIRED') return choice.answer;
  const projects = Object.values(installation.projects).filter((project) => access(project).allowed);
  return projects.length === 0 ? choice.answer : { projects, open: choice.answer };
}

/** A flag that `run` would refuse is refused before anybody is paid for thinking. */
function wrongWith(world: VerbWorld, call: VerbCall, [project]: readonly Project[]): VerbAnswer | undefined {
  const spec = project === undefined ? undefined : goalSpec(world, requestOf(call), project);
  return spec !== undefined && 'ok' in spec ? spec : undefined;
}

const questionFor = ({ runtime, installation }: VerbWorld, call: VerbCall, { projects }: Field) => ({
  system: elaborateSystem,
  prompt: elaboratePrompt({
    mark: runtime.random.uuid().replaceAll('-', ''),
    text: call.text,
    projects: projects.map(({ name }) => name),
    agents: installation.agents,
    decided: flagWords(call.flags) ?? '',
  }),
});

function inVain(elaborated: Extract<Elaborated, { ok: false }>): VerbAnswer {
  if (elaborated.why === 'off')
    return refusal(
      'HELPER_FAILED',
      '“draft” is switched off: nobody is there to be asked',
      'helpers.elaborate is false. Type the goal yourself: /goal run TEXT.',
    );
  return refusal(
    'HELPER_FAILED',
    `There is no draft. ${oneLine(elaborated.cause, 500)}`,
    'Nothing was started. Try again, or type the goal yourself: /goal run TEXT.',
  );
}

function projectOf({ projects, open }: Field, { project: wanted }: Proposal): Project | VerbAnswer {
  const [first] = projects;
  const found = open === undefined ? first : projects.find(({ name }) => name === wanted);
  return (
    found ??
    open ??
    refusal('PROJECT_REQUIRED', 'Which project?', 'Add --project NAME; /goal projects shows them.')
  );
}

async function proposed(
  world: VerbWorld,
  call: VerbCall,
  project: Project,
  elaborated: Extract<Elaborated, { ok: true }>,
): Promise<VerbAnswer> {
  const { runtime, installation } = world;
  const { proposal } = elaborated;
  const { agents } = installation;
  const { flags, notes } = siftProposal({ proposal, given: call.flags, project, agents });
  const wish = {
    text: `${proposal.title}\n\n${proposal.description}`,
    flags: { project: project.name, ...flags },
  };
  const spec = goalSpec(world, { ...requestOf(call), ...wish }, project);
  if ('ok' in spec) return spec;
  const stored = {
    actor: call.actor,
    place: call.message.place,
    project: project.name,
    ...copyOf(wish),
    ...saidWith(call),
    expiresAt: runtime.clock.now() + draftMs,
  };
  return await keepDraft(world, call, stored, (request) =>
    shownDraft({ request, spec, elaborated, notes, ...wish }),
  );
}

/** What came with the words goes to the goal with them. */
export const saidWith = ({ message }: VerbCall): Pick<StoredDraft, 'asking' | 'attachments'> => ({
  ...(message.source === undefined ? {} : { asking: message.source }),
  ...(message.attachments === undefined ? {} : { attachments: [...message.attachments] }),
});

/** Lists that the store may keep as its own. */
export const copyOf = ({ text, flags }: { readonly text: string; readonly flags: VerbCall['flags'] }) => ({
  text,
  flags: Object.fromEntries(
    Object.entries(flags).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value]),
  ),
});
