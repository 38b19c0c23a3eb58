import { plainGoal, type GoalSpec } from '../../domain/goal.ts';
import type { Project } from '../../domain/project.ts';
import { tidyingProject } from '../../policy/memory/notes-project.ts';
import { tidyTask } from '../../text/prompt/memory-prompt.ts';

/** Enough for a folder of notes; no work of an agent's own choosing. */
const mostTurns = 30;
const longestMs = 5 * 60 * 1000;

/**
 * The goal that tidies a project's notes: the folder is its repository, and what it commits comes back as a branch that
 * drover judges. No configured project can bear its project's name, so nobody else can ask for one.
 */
export const tidySpec = (project: Project, folder: string): GoalSpec => ({
  ...plainGoal,
  text: tidyTask(project.name),
  title: `Tidy the notes of ${project.name}`,
  project: tidyingProject(project.name),
  source: folder,
  agent: project.agent,
  ...(project.model === undefined ? {} : { model: project.model }),
  fallback: [],
  acceptance: 'none',
  budget: { ...project.budget, turns: mostTurns, wallMs: longestMs },
  deliver: 'branch',
  priority: 4,
  profile: 'memory-only',
  from: `memory/${project.name}`,
  dispatcher: { platform: 'local', user: 'local', name: 'drover' },
  origin: { platform: 'console', workspace: 'local', channel: 'terminal' },
});
