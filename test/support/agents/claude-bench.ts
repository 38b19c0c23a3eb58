import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClaudeOptions } from '../../../adapters/agents/claude/create-claude-agent.ts';
import { createClaudeAgent } from '../../../adapters/agents/claude/create-claude-agent.ts';
import { childEnv } from '../../../adapters/process/child-env.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { noUsage } from '../../../src/domain/turn.ts';
import type { Agent, AgentEvent, TurnLeft, TurnRequest, TurnResult } from '../../../src/ports/agent.ts';
import type { ModelScript, ModelServer } from '../model-server/create-model-server.ts';
import { createModelServer } from '../model-server/create-model-server.ts';
import { quietLogger } from './quiet-logger.ts';

/** A real Claude Code with a model of ours, a HOME and a worktree of its own. */
export interface ClaudeBench {
  readonly model: ModelServer;
  readonly home: string;
  readonly workspace: string;
  readonly root: string;
  readonly events: AgentEvent[];
  /** Tag of every turn on this bench. */
  readonly tag: string;
  /** Runs a turn to its end while the model says what the script says. */
  turn(script: ModelScript, more?: BenchTurn, signal?: AbortSignal): Promise<TurnResult>;
  /** The request of a turn as `turn` makes it. */
  request(more?: Partial<TurnRequest>): TurnRequest;
  /** The environment of the agent as `turn` makes it. */
  env(more?: Readonly<Record<string, string>>): Record<string, string>;
  /** The agent as `turn` makes it. */
  agent(more?: Omit<BenchTurn, 'request'>): Agent;
  close(): Promise<void>;
}

export interface BenchTurn {
  readonly request?: Partial<TurnRequest>;
  readonly options?: Partial<ClaudeOptions>;
  /** On top of what reaches the model. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The session for the turn after this one. */
export const sessionOf = (result?: TurnResult): TurnRequest['session'] => ({
  id: result?.session ?? randomUUID(),
  resume: result !== undefined,
  totals: result?.sessionTotals ?? noUsage,
});

/** The result of a turn that nobody left. */
export function ended(answer: TurnResult | TurnLeft): TurnResult {
  if (answer.outcome === 'left') throw new Error('the turn was left running');
  return answer;
}

/** A call of one of Claude Code's tools, as a reply of the model. */
export const call = (name: string, input: Record<string, unknown>) => ({ tools: [{ name, input }] });
export const bash = (command: string) => call('Bash', { command, description: 'a command' });

export async function createClaudeBench(command: string): Promise<ClaudeBench> {
  const root = await mkdtemp(join(tmpdir(), 'drover-claude-'));
  const places = { root, home: join(root, 'home'), workspace: join(root, 'work') };
  await Promise.all([mkdir(places.home), mkdir(places.workspace)]);
  const model = await createModelServer();
  const events: AgentEvent[] = [];
  const tag = `bench/${randomUUID()}/1`;
  const request = (more: Partial<TurnRequest> = {}) => ({ ...newRequest(places, tag, events), ...more });
  const environment = (more: Readonly<Record<string, string>> = {}) =>
    childEnv({ base: process.env, home: places.home, tag, extra: { ...reaching(model), ...more } });
  const agent = ({ options = {}, env = {} }: Omit<BenchTurn, 'request'> = {}) =>
    createClaudeAgent({
      name: 'claude',
      command,
      args: [],
      allowedTools: [],
      deniedTools: [],
      clock: systemClock,
      logger: quietLogger(),
      ...options,
      env: environment(env),
    });
  return {
    ...places,
    model,
    events,
    tag,
    request,
    env: environment,
    agent,
    turn: async (script, more = {}, signal = new AbortController().signal) => {
      model.play(script);
      return ended(await agent(more).runTurn(request(more.request), signal));
    },
    close: async () => {
      await model.close();
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const reaching = (model: ModelServer) => ({
  ANTHROPIC_BASE_URL: model.url,
  ANTHROPIC_API_KEY: 'sk-ant-no-key-at-all',
});

const newRequest = (
  { root, workspace }: { root: string; workspace: string },
  tag: string,
  events: AgentEvent[],
): TurnRequest => ({
  kind: 'work',
  tag,
  prompt: 'Please do the work.',
  session: sessionOf(),
  workspace,
  folder: join(root, `turn-${randomUUID()}`),
  allowedCommands: [],
  limits: { turnMs: 100_000, killAfterMs: 20_000 },
  onEvent: (event) => void events.push(event),
  leave: new AbortController().signal,
});
