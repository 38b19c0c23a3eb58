import { join } from 'node:path';
import { createConsoleChat } from '../../../adapters/chat/console/create-console-chat.ts';
import { renderContent } from '../../../adapters/cli/show/render-content.ts';
import { demoScript, demoTask } from '../../../adapters/demo/demo-files.ts';
import { makeDemoFolder, type DemoFolder } from '../../../adapters/demo/demo-folder.ts';
import { assembleConfig } from '../../config/assemble-config.ts';
import type { Config, Environment } from '../../config/config.ts';
import { pickChildEnvironment, pickOperatorEnvironment } from '../../config/normalise/pick-environment.ts';
import { DroverError } from '../../domain/errors.ts';
import type { GoalId } from '../../domain/ids.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { createBell } from '../../runner/bell.ts';
import { indexOf, loadGoal } from '../../runner/document.ts';
import { terminal } from '../build/build-http.ts';
import { openDrover, type Opened } from '../open-drover.ts';
import { runDrover } from '../run-drover.ts';
import type { Terminal } from '../terminal.ts';

export interface DemoOptions {
  readonly agent: 'scripted' | 'claude';
  readonly env: Environment;
}

/**
 * The main job with nothing configured, in a temporary folder that is removed afterwards.
 * @returns whether the goal was done
 * @throws DroverError AGENT_MISSING when the real agent cannot start
 */
export async function runDemo(options: DemoOptions, io: Terminal, signal: AbortSignal): Promise<boolean> {
  const folder = await makeDemoFolder(pickChildEnvironment(options.env));
  try {
    // The folder is removed afterwards: nothing may go on in it.
    const drover = await openDrover(demoConfig(options, folder), 'drain');
    return await play(drover, folder, io, signal);
  } finally {
    await folder.remove();
  }
}

/** Nothing of the operator's own drover takes part: no `.env`, no configuration file, no Slack. */
function demoConfig({ agent, env }: DemoOptions, folder: DemoFolder): Config {
  const agents = {
    scripted: { kind: 'scripted', script: demoScript },
    // The operator's own HOME, so that a login made with `claude` works.
    claude: { kind: 'claude', home: 'user' },
  };
  const project = { source: folder.repository, agent, budget: { turns: 6, cost: 2, time: '10m' } };
  const value = {
    projects: { 'demo-cart': project },
    agents: { [agent]: agents[agent] },
    beacon: { minSeconds: 1 },
    // Nobody is asked: a budget that is used up ends the demonstration, and agents decide themselves.
    escalation: { budgetWait: 0, questionWait: 0 },
  };
  const vendor = Object.fromEntries(
    Object.entries(env).filter(([name]) => /^(?:ANTHROPIC|CLAUDE_CODE)_/.test(name)),
  );
  const variables = {
    ...pickOperatorEnvironment(env),
    ...vendor,
    DROVER_HOME: folder.home,
    LOG_LEVEL: env['LOG_LEVEL'] ?? 'error',
  };
  const result = assembleConfig({ value, env: variables, cwd: folder.repository });
  if (result.ok) return result.config;
  const [problem] = result.problems;
  throw new DroverError('CONFIG_INVALID', `${problem?.path}: ${problem?.message}`, problem?.hint ?? '');
}

async function play(drover: Opened, folder: DemoFolder, io: Terminal, signal: AbortSignal): Promise<boolean> {
  const over = new AbortController();
  const { runtime, config } = drover;
  const chat = createConsoleChat({
    output: io.output,
    transcriptFile: join(config.home, 'console.jsonl'),
    place: terminal,
    intake: drover.intake,
    clock: runtime.clock,
    random: runtime.random,
    logger: drover.logger,
    render: (content) => renderContent(content, { color: io.color }),
  });
  await requireAgent(drover);
  const door = await drover.openDoor();
  const running = runDrover(drover, [chat], [door], AbortSignal.any([signal, over.signal]));
  try {
    const id = await dispatch(drover, io);
    const goal = await untilTold(drover, id, running, signal);
    if (goal?.state === 'done')
      io.output.write(`\n$ git show ${goal.branch}\n${await folder.showCommit(goal.branch)}\n`);
    return goal?.state === 'done';
  } finally {
    over.abort();
    await running;
  }
}

async function requireAgent({ agents, close }: Opened): Promise<void> {
  for (const agent of agents.values()) {
    const health = await agent.probe(AbortSignal.timeout(10_000));
    if (health.ok) continue;
    await close();
    throw new DroverError(
      'AGENT_MISSING',
      health.problem ?? `${agent.name} cannot start`,
      health.hint ?? 'Install it, or leave out --agent.',
    );
  }
}

async function dispatch({ intake, runtime }: Opened, io: Terminal): Promise<GoalId> {
  const line = `run ${demoTask}`;
  io.output.write(`> /goal ${line}\n`);
  const answer = await intake({
    deliveryId: `demo:${runtime.random.uuid()}`,
    at: runtime.clock.now(),
    actor: { platform: 'local', user: 'local', name: 'you' },
    place: terminal,
    request: { form: 'line', line },
  });
  io.output.write(`${renderContent(answer.content, { color: io.color })}\n`);
  if (answer.goal !== undefined) return answer.goal;
  throw new DroverError(answer.code ?? 'BUG', answer.content.title, answer.hint ?? '');
}

/** Waits until the goal is over and everything about it has been said; undefined when `signal` came first. */
async function untilTold(
  { runtime }: Opened,
  id: GoalId,
  running: Promise<void>,
  signal: AbortSignal,
): Promise<GoalDocument | undefined> {
  const bell = createBell();
  const unsubscribe = runtime.store.onCommit(() => bell.ring());
  signal.addEventListener('abort', () => bell.ring(), { once: true });
  try {
    while (!signal.aborted) {
      const news = bell.next();
      const loaded = await loadGoal(runtime.store, id);
      if (
        loaded !== undefined &&
        indexOf(loaded.goal).terminal &&
        (await runtime.store.pending()).length === 0
      )
        return loaded.goal;
      await Promise.race([news, running]);
    }
    return undefined;
  } finally {
    unsubscribe();
  }
}
