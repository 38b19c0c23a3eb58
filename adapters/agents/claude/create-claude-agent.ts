import type { Clock } from '../../../src/ports/clock.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import type { Agent, AgentCapabilities, TurnRequest, TurnResult } from '../../../src/ports/agent.ts';
import { recoverCliTurn } from '../cli/recover-cli-turn.ts';
import { runCliTurn } from '../cli/run-cli-turn.ts';
import type { ClaudeSetup } from './arguments.ts';
import { claudeArguments, claudeEnvironment, claudeInput } from './arguments.ts';
import { parseLine } from './parse.ts';
import { probeClaude } from './probe.ts';
import type { Tally } from './tally.ts';
import { addEvent, newTally } from './tally.ts';
import { turnResult } from './turn-result.ts';

/** One configured Claude Code. */
export interface ClaudeOptions extends ClaudeSetup {
  readonly name: string;
  /** Path or name of the program; looked up on the `PATH` in `env`. */
  readonly command: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Milliseconds without a word from the CLI (it gives a sign every 30 s while a tool runs); default 10 min. */
  readonly silenceMs?: number;
}

const minute = 60_000;
const defaultSilenceMs = 10 * minute;
/** After its result the CLI lives on while background tasks run; a quiet one, such as a server, is not waited for. */
const lingerMs = 5 * minute;

const capabilities: AgentCapabilities = {
  sessionIdUpFront: true,
  resume: true,
  usageScope: 'session',
  cost: true,
  permission: 'mode',
  turnCap: false,
  budgetCap: false,
  midTurn: false,
  interrupt: false,
  compact: false,
  plan: false,
};

/** Claude Code, one process per turn, driven through its `stream-json` output. */
export const createClaudeAgent = (options: ClaudeOptions): Agent => ({
  name: options.name,
  kind: 'claude',
  capabilities,
  probe: (signal) => probeClaude(options, signal),
  runTurn: (request, signal) => runClaudeTurn(options, request, signal),
  recover: (request) => recoverClaudeTurn(request),
});

async function runClaudeTurn(
  options: ClaudeOptions,
  request: TurnRequest,
  signal: AbortSignal,
): Promise<TurnResult> {
  const tally = newTally(request.session.costUsdBefore);
  const ending = await runCliTurn(
    {
      agent: options.name,
      command: options.command,
      args: claudeArguments(options, request),
      env: claudeEnvironment(options.env),
      stdin: claudeInput(request.prompt),
      request,
      silenceMs: options.silenceMs ?? defaultSilenceMs,
      clock: options.clock,
      logger: options.logger,
      onLine: (line) => hearLine(tally, line, request.onEvent, options),
    },
    signal,
  );
  return turnResult(tally, ending);
}

/** Refused credentials are tried again for minutes by the CLI, in vain: the tree is ended at once. */
function hearLine(
  tally: Tally,
  line: string,
  onEvent: TurnRequest['onEvent'],
  options: ClaudeOptions,
): 'end' | number | undefined {
  const event = parseLine(line);
  if (!event) return undefined;
  for (const told of addEvent(tally, event)) onEvent(told);
  if (event.type === 'retry' && event.cause.error === 'authentication_failed') return 'end';
  const silenceMs = options.silenceMs ?? defaultSilenceMs;
  return event.type === 'result' ? Math.min(lingerMs, silenceMs) : silenceMs;
}

async function recoverClaudeTurn(request: Pick<TurnRequest, 'folder' | 'session'>): Promise<TurnResult> {
  const tally = newTally(request.session.costUsdBefore);
  const ending = await recoverCliTurn(request.folder, (line) => {
    const event = parseLine(line);
    if (event) addEvent(tally, event);
  });
  return turnResult(tally, ending);
}
