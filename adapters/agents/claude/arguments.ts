import type { TurnRequest } from '../../../src/ports/agent.ts';

/** How Claude Code is used for every turn of an agent. */
export interface ClaudeSetup {
  /** Arguments of the operator's own, put before drover's. */
  readonly args: readonly string[];
  /** The whole environment: the allow-list, `HOME`, and what the configuration names. */
  readonly env: Readonly<Record<string, string>>;
  /** Permission rules in Claude Code's own words, beside what edits inside the worktree need. */
  readonly allowedTools: readonly string[];
  readonly deniedTools: readonly string[];
  readonly model?: string;
  /** Added to Claude Code's own system prompt. */
  readonly systemPrompt?: string;
  /** Folders outside the worktree that the agent may work in. */
  readonly addDirs?: readonly string[];
}

/**
 * Tools that would take the work out of drover's hands: other worktrees, wake-ups and schedules of their own.
 * drover decides where and when an agent works.
 */
const neverTools = ['EnterWorktree', 'ExitWorktree', 'CronCreate', 'ScheduleWakeup', 'RemoteTrigger'];

/** The rule that lets the agent call drover's own tool: `mcp__SERVER__TOOL`. */
const askTool = 'mcp__drover__ask_operator';

/**
 * MCP servers come from here alone; those that a repository names are not started. `alwaysLoad`: otherwise the model is
 * only told that there are tools to be searched for (tried with version 2.1.328).
 */
const mcpConfig = ({ mcp }: Pick<TurnRequest, 'mcp'>): string =>
  JSON.stringify({
    mcpServers: mcp === undefined ? {} : { drover: { type: 'stdio', ...mcp, alwaysLoad: true } },
  });

/**
 * The command line of one turn. The prompt is not in it: it goes to stdin, as flags with several values would
 * swallow it.
 *
 * - No flag that skips permissions. `acceptEdits` allows edits inside the worktree and nothing outside; a bare
 *   `Write` or `Read` in the allow-list would open the whole machine.
 * - Rules go through `--settings`: `--allowedTools` cuts its values at spaces and commas and loses commands.
 * - Settings of the repository are not read: they could run hooks, and send the API key to another address, before
 *   anybody was asked (tried with version 2.1.328, where neither needs a trusted folder in print mode).
 */
export function claudeArguments(
  setup: ClaudeSetup,
  request: Pick<TurnRequest, 'session' | 'model' | 'allowedCommands' | 'mcp' | 'readFolders'>,
): readonly string[] {
  const { session } = request;
  const model = request.model ?? setup.model;
  const dirs = [...(setup.addDirs ?? []), ...(request.readFolders ?? [])];
  return [
    ...setup.args,
    '-p',
    '--output-format',
    'stream-json',
    '--verbose',
    ...(session.resume ? ['--resume', session.id] : ['--session-id', session.id]),
    '--permission-mode',
    'acceptEdits',
    '--setting-sources',
    'user',
    '--settings',
    JSON.stringify(settingsOf(setup, request)),
    '--strict-mcp-config',
    '--mcp-config',
    mcpConfig(request),
    ...(model === undefined ? [] : ['--model', model]),
    ...(setup.systemPrompt === undefined ? [] : ['--append-system-prompt', setup.systemPrompt]),
    ...(dirs.length === 0 ? [] : ['--add-dir', ...dirs]),
  ];
}

/** Exactly the acceptance commands may be run without asking; a `*` in one of them stands for any text, as in all rules. */
const settingsOf = (
  setup: ClaudeSetup,
  { allowedCommands, mcp }: Pick<TurnRequest, 'allowedCommands' | 'mcp'>,
) => ({
  permissions: {
    allow: [
      ...setup.allowedTools,
      ...(mcp === undefined ? [] : [askTool]),
      ...allowedCommands.map((command) => `Bash(${command})`),
    ],
    deny: [...neverTools, ...setup.deniedTools],
  },
});
