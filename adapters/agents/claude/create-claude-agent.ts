import type { Clock } from '../../../src/ports/clock.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import type {
  Agent,
  AgentCapabilities,
  TurnLeft,
  TurnRequest,
  TurnResult,
} from '../../../src/ports/agent.ts';
import { attachCliTurn } from '../cli/attach-cli-turn.ts';
import type { CliEnding } from '../cli/cli-ending.ts';
import type { CliBounds, CliWatch } from '../cli/cli-turn.ts';
import { present } from '../cli/json-fields.ts';
import { runCliTurn } from '../cli/run-cli-turn.ts';
import type { ClaudeSetup } from './arguments.ts';
import { claudeArguments } from './arguments.ts';
import { claudeEnvironment } from './environment.ts';
import { claudeInput } from './input.ts';
import { probeClaude } from './probe.ts';
import { parseLine } from './stream/parse.ts';
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
  /** What holds while nobody watches. */
  readonly bounds?: CliBounds;
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
  interrupt: true,
  compact: true,
  plan: false,
  mcp: true,
};

/** Claude Code, one process per turn, driven through its `stream-json` output. */
export const createClaudeAgent = (options: ClaudeOptions): Agent => ({
  name: options.name,
  kind: 'claude',
  capabilities,
  probe: (signal) => probeClaude(options, signal),
  runTurn: (request, signal) => runClaudeTurn(options, request, signal),
  attach: (request, signal) => attachClaudeTurn(options, request, signal),
});

async function runClaudeTurn(
  options: ClaudeOptions,
  request: TurnRequest,
  signal: AbortSignal,
): Promise<TurnResult | TurnLeft> {
  const tally = newTally(request);
  const ending = await runCliTurn(
    {
      ...watchOf(options, request, tally),
      ...present({ bounds: options.bounds }),
      request,
      agent: options.name,
      command: options.command,
      args: claudeArguments(options, request),
      env: claudeEnvironment(options.env),
      stdin: claudeInput(request),
      // It answers with a result that tells what was used, and keeps the session whole.
      interrupt: 'SIGINT',
    },
    signal,
  );
  return resultOf(tally, ending);
}

async function attachClaudeTurn(
  options: ClaudeOptions,
  request: TurnRequest,
  signal: AbortSignal,
): Promise<TurnResult | TurnLeft> {
  const tally = newTally(request);
  return resultOf(tally, await attachCliTurn(watchOf(options, request, tally), signal));
}

const resultOf = (tally: Tally, ending: CliEnding | TurnLeft): TurnResult | TurnLeft =>
  'outcome' in ending ? ending : turnResult(tally, ending);

function watchOf(options: ClaudeOptions, request: TurnRequest, tally: Tally): CliWatch {
  const silenceMs = options.silenceMs ?? defaultSilenceMs;
  return {
    request,
    silenceMs,
    clock: options.clock,
    logger: options.logger,
    onLine: (line) => hearLine(tally, line, request.onEvent, silenceMs),
  };
}

/** Refused credentials are tried again for minutes by the CLI, in vain: the tree is ended at once. */
function hearLine(
  tally: Tally,
  line: string,
  onEvent: TurnRequest['onEvent'],
  silenceMs: number,
): 'end' | number | undefined {
  const event = parseLine(line);
  if (!event) return undefined;
  for (const told of addEvent(tally, event)) onEvent(told);
  if (event.type === 'retry' && event.cause.error === 'authentication_failed') return 'end';
  return event.type === 'result' ? Math.min(lingerMs, silenceMs) : silenceMs;
}
