import type { Block } from '../../../domain/surface/content.ts';
import { labelOfCriterion } from '../../../domain/acceptance.ts';
import type { Project } from '../../../domain/project.ts';
import { budgetSummary, plural } from '../../../text/format.ts';
import { answer, small, text } from '../../answers.ts';
import { maySee } from '../may-see.ts';
import type { Verb } from '../verb.ts';

const about = { role: 'view', goal: 'none', text: 'none', flags: [] } as const;

export const projectsVerb: Verb = {
  ...about,
  name: 'projects',
  summary: 'what is configured',
  async handle(world, { actor }) {
    const projects = Object.values(world.installation.projects).filter(({ name }) =>
      maySee(world, actor, name),
    );
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
