import { gitVersion } from '../../../adapters/workspace/git-worktree/git/git-version.ts';
import type { Config } from '../../config/config.ts';
import type { Agent } from '../../ports/agent.ts';
import type { CheckOutcome, DoctorCheck } from '../../ports/doctor.ts';

/** What drover is told, and the programs that it starts. */
export const toolChecks = (config: Config, agents: ReadonlyMap<string, Agent>): readonly DoctorCheck[] => [
  { name: 'configuration', run: async () => configuration(config) },
  { name: 'node', run: async () => ({ status: 'ok', detail: process.version }) },
  { name: 'git', run: (signal) => git(config, signal) },
  ...[...agents.values()].map((agent) => ({
    name: `agent ${agent.name}`,
    run: (signal: AbortSignal) => probe(agent, signal),
  })),
];

function configuration({ file, projects, notices }: Config): CheckOutcome {
  const names = Object.keys(projects);
  const from = file ?? 'no configuration file';
  if (names.length === 0)
    return {
      status: 'warn',
      detail: `${from}; no project`,
      hint: 'Add one under “projects”; docs/configuration.md shows how.',
    };
  const [notice] = notices;
  return notice === undefined
    ? { status: 'ok', detail: `${from}; projects ${names.join(', ')}` }
    : { status: 'warn', detail: `${from}; projects ${names.join(', ')}`, hint: notices.join(' · ') };
}

async function git({ operatorEnvironment }: Config, signal: AbortSignal): Promise<CheckOutcome> {
  const version = await gitVersion(operatorEnvironment, signal);
  return version === undefined
    ? { status: 'fail', detail: 'git is not on PATH', hint: 'Install git.', missing: true }
    : { status: 'ok', detail: version };
}

async function probe(agent: Agent, signal: AbortSignal): Promise<CheckOutcome> {
  const health = await agent.probe(signal);
  const hint = health.hint === undefined ? {} : { hint: health.hint };
  if (!health.ok) return { status: 'fail', detail: health.problem ?? 'cannot start', ...hint, missing: true };
  return health.problem === undefined
    ? { status: 'ok', detail: health.version ?? 'ready' }
    : { status: 'warn', detail: `${health.version ?? 'ready'}; ${health.problem}`, ...hint };
}
