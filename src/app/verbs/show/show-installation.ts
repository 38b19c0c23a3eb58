import type { Block } from '../../../domain/surface/content.ts';
import { labelOf, principalOf, roles } from '../../../domain/actor.ts';
import { labelOfCriterion } from '../../../domain/acceptance.ts';
import type { Project } from '../../../domain/project.ts';
import { roleOf } from '../../../policy/access.ts';
import { budgetSummary, plural } from '../../../text/format.ts';
import { answer, small, text } from '../../answers.ts';
import type { Verb } from '../verb.ts';

const about = { role: 'view', goal: 'none', text: 'none', flags: [] } as const;

export const projectsVerb: Verb = {
  ...about,
  name: 'projects',
  summary: 'what is configured',
  async handle({ installation }) {
    const projects = Object.values(installation.projects);
    const blocks = projects.map((project) =>
      text({ bold: project.name }, ` ${project.source} · ${describeProject(project)}`),
    );
    return answer(
      plural(projects.length, 'project'),
      blocks.length > 0 ? blocks : [text('None. Add one under “projects” in drover.config.ts.')],
      {
        data: {
          projects: projects.map(({ name, source, agent, deliver }) => ({ name, source, agent, deliver })),
        },
      },
    );
  },
};

function describeProject(project: Project): string {
  const accept =
    typeof project.accept === 'string' ? project.accept : project.accept.map(labelOfCriterion).join(', ');
  const agent = project.chooses === true ? 'the one with the least to do' : project.agent;
  return `agent ${agent} · checks ${accept} · ${budgetSummary(project.budget)} · delivers ${project.deliver}`;
}

export const agentsVerb: Verb = {
  ...about,
  name: 'agents',
  summary: 'which agents there are, and whether they can start',
  async handle({ installation, probe }) {
    const rows = await Promise.all(
      Object.values(installation.agents).map(async (agent) => ({ agent, health: await probe(agent.name) })),
    );
    const blocks: Block[] = rows.flatMap(({ agent, health }) => [
      text(
        health.ok ? '✔ ' : '✘ ',
        { bold: agent.name },
        ` ${agent.kind} ${health.version ?? ''}${health.problem === undefined ? '' : ` — ${health.problem}`}`,
      ),
      ...(health.ok || health.hint === undefined ? [] : [small(health.hint)]),
    ]);
    return answer(plural(rows.length, 'agent'), blocks, {
      data: { agents: rows.map(({ agent, health }) => ({ ...agent, health })) },
    });
  },
};

export const whoVerb: Verb = {
  ...about,
  name: 'who',
  summary: 'who may do what here, and who you are',
  async handle({ installation }, call) {
    const mine = roleOf(principalOf(call.actor), [installation.access]) ?? 'no role';
    const fields = roles.map((role) => ({
      label: role,
      value: [installation.access[role].join(', ') || 'nobody'],
    }));
    const local = small('The operator at the machine (local) always holds run.');
    return answer(
      `You are ${labelOf(call.actor)} (${principalOf(call.actor)}): ${mine}`,
      [{ type: 'fields', fields }, local],
      {
        data: { you: principalOf(call.actor), role: mine, access: installation.access },
      },
    );
  },
};
