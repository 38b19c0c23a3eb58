import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import { DroverError, toError } from '../../../src/domain/errors.ts';
import { noUsage } from '../../../src/domain/turn.ts';
import type {
  Agent,
  AgentCapabilities,
  AgentHealth,
  TurnLeft,
  TurnRequest,
  TurnResult,
} from '../../../src/ports/agent.ts';
import { attachCliTurn } from '../cli/attach-cli-turn.ts';
import type { CliBounds, CliWatch } from '../cli/cli-turn.ts';
import { present } from '../cli/json-fields.ts';
import { runCliTurn } from '../cli/run-cli-turn.ts';
import type { Job } from './protocol.ts';
import type { Script } from './script.ts';
import { ScriptSchema } from './script.ts';
import type { ScriptTally } from './script-tally.ts';
import { addPlayerEvent, newScriptTally, parsePlayerLine, scriptedResult } from './script-tally.ts';

/** One configured scripted agent. */
export interface ScriptedOptions {
  readonly name: string;
  /** The script itself, or the absolute path of a JSON file that holds it; read anew at every turn. */
  readonly script: { readonly inline: unknown } | { readonly file: string };
  /** The whole environment; sessions are kept in its `HOME`. */
  readonly env: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Milliseconds without a word from the player; default 10 min. */
  readonly silenceMs?: number;
  readonly bounds?: CliBounds;
}

const defaultSilenceMs = 10 * 60_000;
const player = fileURLToPath(new URL('player.ts', import.meta.url));

/** A script in a file may change at any time: for such an agent the usual is said. */
function capabilitiesOf({ script }: ScriptedOptions): AgentCapabilities {
  const known = 'inline' in script ? ScriptSchema.safeParse(script.inline).data : undefined;
  return {
    sessionIdUpFront: true,
    resume: true,
    usageScope: known?.totals === true ? 'session' : 'turn',
    cost: true,
    permission: 'none',
    turnCap: false,
    budgetCap: false,
    midTurn: false,
    interrupt: true,
    compact: known?.compact !== false,
    plan: false,
    mcp: false,
  };
}

/** An agent that plays a script in a real process of its own: for demonstrations and tests. */
export const createScriptedAgent = (options: ScriptedOptions): Agent => ({
  name: options.name,
  kind: 'scripted',
  capabilities: capabilitiesOf(options),
  probe: () => probe(options),
  runTurn: (request, signal) => runScriptedTurn(options, request, signal),
  attach: (request, signal) => attachScriptedTurn(options, request, signal),
});

async function probe(options: ScriptedOptions): Promise<AgentHealth> {
  const script = await loadScript(options);
  if (!(script instanceof DroverError)) return { ok: true, version: '1' };
  return { ok: false, problem: script.message, hint: script.hint };
}

async function runScriptedTurn(
  options: ScriptedOptions,
  request: TurnRequest,
  signal: AbortSignal,
): Promise<TurnResult | TurnLeft> {
  const script = await loadScript(options);
  if (script instanceof DroverError) return refused(script);
  const tally = newScriptTally(request.session.totals);
  const ending = await runCliTurn(
    {
      ...watchOf(options, request, tally),
      agent: options.name,
      command: process.execPath,
      args: ['--disable-warning=ExperimentalWarning', player],
      env: options.env,
      stdin: JSON.stringify(jobOf(options, script, request)),
      request,
      interrupt: 'SIGINT',
      ...present({ bounds: options.bounds }),
    },
    signal,
  );
  return 'outcome' in ending ? ending : scriptedResult(tally, ending);
}

async function attachScriptedTurn(
  options: ScriptedOptions,
  request: TurnRequest,
  signal: AbortSignal,
): Promise<TurnResult | TurnLeft> {
  const tally = newScriptTally(request.session.totals);
  const ending = await attachCliTurn(watchOf(options, request, tally), signal);
  return 'outcome' in ending ? ending : scriptedResult(tally, ending);
}

const watchOf = (options: ScriptedOptions, request: TurnRequest, tally: ScriptTally): CliWatch => ({
  request,
  silenceMs: options.silenceMs ?? defaultSilenceMs,
  clock: options.clock,
  logger: options.logger,
  onLine: (line) => {
    const event = parsePlayerLine(line);
    if (event) for (const told of addPlayerEvent(tally, event)) request.onEvent(told);
    return undefined;
  },
});

const jobOf = (
  options: ScriptedOptions,
  script: Script,
  { kind, prompt, session, folder }: TurnRequest,
): Job => ({
  kind,
  script,
  prompt,
  session: { id: session.id, resume: session.resume },
  home: options.env['HOME'] ?? '/nonexistent',
  folder,
});

/** The script, or why there is none to play. */
async function loadScript({ name, script }: ScriptedOptions): Promise<Script | DroverError> {
  const hint = 'docs/adding-an-agent.md shows what a script looks like.';
  try {
    const raw: unknown = 'inline' in script ? script.inline : JSON.parse(await readFile(script.file, 'utf8'));
    const parsed = ScriptSchema.safeParse(raw);
    if (parsed.success) return parsed.data;
    const problems = z.prettifyError(parsed.error);
    return new DroverError('AGENT_REFUSED', `the script of agent “${name}” is not valid: ${problems}`, hint);
  } catch (error) {
    const { message } = toError(error);
    return new DroverError(
      'AGENT_REFUSED',
      `the script of agent “${name}” cannot be read: ${message}`,
      hint,
      {
        cause: error,
      },
    );
  }
}

const refused = (error: DroverError): TurnResult => ({
  outcome: 'failed',
  failure: { kind: 'cli-refused', message: error.message, hint: error.hint },
  usage: noUsage,
  text: '',
  denials: [],
});
