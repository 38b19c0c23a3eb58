import { checkSlack } from '../../../adapters/chat/slack/check-slack.ts';
import type { CheckOutcome, DoctorCheck } from '../../../adapters/cli/doctor.ts';
import { freeBytes } from '../../../adapters/home/free-bytes.ts';
import { prepareHome } from '../../../adapters/home/home-folders.ts';
import { acquireOwnership } from '../../../adapters/home/owner-lock.ts';
import { findOwner } from '../../../adapters/home/owner-record.ts';
import { openLowdbStore } from '../../../adapters/store/lowdb/create-lowdb-store.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { systemRandom } from '../../../adapters/system/system-random.ts';
import { gitVersion } from '../../../adapters/workspace/git-worktree/git/git-version.ts';
import type { Config, Environment } from '../../config/config.ts';
import { createLogger } from '../../log/create-logger.ts';
import type { Agent } from '../../ports/agent.ts';
import type { Logger } from '../../ports/logger.ts';
import { checkHelper } from '../helper/check-helper.ts';
import { buildAgents } from '../build/build-agents.ts';

/** Less free disk than this is worth a word, in bytes. */
const littleDisk = 1024 ** 3;

/** Everything that can be checked without starting; nothing is changed but the home's folders. */
export function doctorChecks(config: Config, env: Environment): readonly DoctorCheck[] {
  const logger = createLogger({
    level: 'silent',
    secrets: config.secrets,
    destination: { write: () => true },
  });
  const agents = buildAgents({ config, clock: systemClock, logger });
  return [
    { name: 'configuration', run: async () => configuration(config) },
    { name: 'node', run: async () => ({ status: 'ok', detail: process.version }) },
    { name: 'git', run: (signal) => git(config, signal) },
    { name: 'store', run: () => store(config, logger) },
    { name: 'disk', run: () => disk(config) },
    ...[...agents.values()].map((agent) => ({
      name: `agent ${agent.name}`,
      run: (signal: AbortSignal) => probe(agent, signal),
    })),
    { name: 'helper model', run: (signal) => checkHelper(config, logger, signal) },
    { name: 'Slack', run: (signal) => slack(config, env, logger, signal) },
  ];
}

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
    ? { status: 'fail', detail: 'git is not on PATH', hint: 'Install git.' }
    : { status: 'ok', detail: version };
}

/** Opens the store for a moment; a running drover has it open, and that is as good. */
async function store(config: Config, logger: Logger): Promise<CheckOutcome> {
  const paths = await prepareHome(config.home);
  const owner = await findOwner(config.home);
  if (owner !== undefined)
    return {
      status: 'ok',
      detail: `in use by process ${owner.pid}${owner.url === undefined ? '' : ` at ${owner.url}`}`,
    };
  const ownership = await acquireOwnership(config.home);
  try {
    const opened = await openLowdbStore({ folder: paths.store, clock: systemClock, logger });
    const goals = await opened.list({ terminal: false });
    await opened.close();
    return { status: 'ok', detail: `${paths.store}; ${goals.length} open goals` };
  } finally {
    await ownership.release();
  }
}

async function disk({ home }: Config): Promise<CheckOutcome> {
  const free = await freeBytes(home);
  const detail = `${(free / littleDisk).toFixed(1)} GiB free in ${home}`;
  return free < littleDisk
    ? { status: 'warn', detail, hint: 'Make room: worktrees and turns of ended goals may be removed.' }
    : { status: 'ok', detail };
}

async function probe(agent: Agent, signal: AbortSignal): Promise<CheckOutcome> {
  const health = await agent.probe(signal);
  const hint = health.hint === undefined ? {} : { hint: health.hint };
  if (!health.ok) return { status: 'fail', detail: health.problem ?? 'cannot start', ...hint };
  return health.problem === undefined
    ? { status: 'ok', detail: health.version ?? 'ready' }
    : { status: 'warn', detail: `${health.version ?? 'ready'}; ${health.problem}`, ...hint };
}

async function slack(
  config: Config,
  env: Environment,
  logger: Logger,
  signal: AbortSignal,
): Promise<CheckOutcome> {
  if (config.slack === undefined)
    return { status: 'off', detail: 'not configured', hint: 'docs/slack.md turns it on in ten minutes.' };
  const options = { ...config.slack, intake: noRequests, clock: systemClock, random: systemRandom, logger };
  const checks = await checkSlack(options, signal);
  const bad = checks.filter((check) => !check.ok);
  const where = env['SLACK_API_URL'] === undefined ? '' : ` (through ${env['SLACK_API_URL']})`;
  const detail = `${(bad.length > 0 ? bad : checks).map((check) => `${check.token}: ${check.detail}`).join('; ')}${where}`;
  return bad.length === 0
    ? { status: 'ok', detail }
    : {
        status: 'fail',
        detail,
        hint: 'Copy the tokens again from the app’s settings; docs/slack.md, step 3.',
      };
}

/** doctor listens to nobody. */
const noRequests = () => Promise.reject(new Error('doctor takes no requests'));
