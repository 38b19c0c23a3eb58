import { acceptance, agentsOf, type Traces } from './agents.ts';

/** May give goals; the last one may also steer those of others, and give them more than their projects have. */
export const people = ['U0ALICE', 'U0CAROL', 'U0BOB'] as const;

interface Project {
  readonly agent: string;
  readonly source: 'one' | 'other';
  readonly budget?: object;
}

/** Projects share two sources, and so two mirrors; one has to ask for every turn after the first. */
const projects: Readonly<Record<string, Project>> = {
  alpha: { agent: 'two-turns', source: 'one' },
  beta: { agent: 'limited', source: 'other' },
  gamma: { agent: 'long', source: 'one' },
  delta: { agent: 'sleeper', source: 'other' },
  epsilon: { agent: 'totals', source: 'one' },
  zeta: { agent: 'two-turns', source: 'other', budget: { turns: 1 } },
  eta: { agent: 'long', source: 'other' },
  theta: { agent: 'long', source: 'one' },
  iota: { agent: 'asker', source: 'other' },
};
export const projectNames = Object.keys(projects);

/** What drover is configured with; `sources` are the paths of the repositories, `told` is who hears of ends and waits; for `longMs` see `agentsOf`. */
export const configOf = (
  sources: Readonly<Record<'one' | 'other', string>>,
  traces: Traces,
  { told, longMs }: { readonly told: string; readonly longMs: number },
) => ({
  projects: Object.fromEntries(
    Object.entries(projects).map(([name, project]) => [
      name,
      { ...project, source: sources[project.source], accept: [acceptance] },
    ]),
  ),
  agents: agentsOf(traces, longMs),
  notify: [{ on: ['done', 'failed', 'cancelled', 'waiting'], webhook: told }],
  access: {
    view: [],
    run: people.slice(0, 2).map((user) => `slack:${user}`),
    approve: people.slice(2).map((user) => `slack:${user}`),
    admin: people.slice(2).map((user) => `slack:${user}`),
  },
  concurrency: { goals: 6 },
  dispatchPerMinute: 0,
  beacon: { minSeconds: 0.3, everyTurns: 0 },
});
