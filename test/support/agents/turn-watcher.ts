import { createClaudeAgent } from '../../../adapters/agents/claude/create-claude-agent.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import type { TurnRequest } from '../../../src/ports/agent.ts';
import { quietLogger } from './quiet-logger.ts';

/** What the watcher is told, as JSON in its only argument. */
export interface WatchedTurn {
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
  readonly request: Omit<TurnRequest, 'onEvent' | 'leave'>;
}

/** A process that runs a turn and can be killed, as drover can: `node turn-watcher.ts <JSON>`. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the test wrote it.
const { command, env, request } = JSON.parse(process.argv[2] ?? '') as WatchedTurn;
const agent = createClaudeAgent({
  name: 'claude',
  command,
  env,
  args: [],
  allowedTools: [],
  deniedTools: [],
  clock: systemClock,
  logger: quietLogger(),
});
const answer = await agent.runTurn(
  { ...request, onEvent: () => {}, leave: new AbortController().signal },
  new AbortController().signal,
);
process.stdout.write(`${JSON.stringify(answer)}\n`);
