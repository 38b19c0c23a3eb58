import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentHealth } from '../../../src/ports/agent.ts';
import { runTree } from '../../process/run-tree.ts';
import { spawnFailure } from '../cli/spawn-failure.ts';
import { lastLine, oneLine } from '../cli/one-line.ts';
import { present } from '../cli/json-fields.ts';
import type { ClaudeSetup } from './arguments.ts';
import { claudeEnvironment } from './environment.ts';
import { hintFor } from './hints.ts';

/** What is needed to look at an installation. */
interface Installation extends Pick<ClaudeSetup, 'env'> {
  readonly name: string;
  readonly command: string;
}

const versionMs = 20_000;
const killAfterMs = 2_000;

/** Whether `claude` starts and seems to have credentials. Starts no turn, asks no vendor. */
export async function probeClaude(installation: Installation, signal: AbortSignal): Promise<AgentHealth> {
  const answer = await askVersion(installation, signal);
  if (!answer.ok || (await hasCredentials(installation.env))) return answer;
  return {
    ok: false,
    ...present({ version: answer.version }),
    problem: 'no credentials for Claude Code were found',
    ...present({ hint: hintFor('auth') }),
  };
}

async function askVersion(installation: Installation, signal: AbortSignal): Promise<AgentHealth> {
  const cwd = await mkdtemp(join(tmpdir(), 'drover-probe-'));
  let output = '';
  let errors = '';
  try {
    const exit = await runTree(
      {
        command: installation.command,
        args: ['--version'],
        cwd,
        env: claudeEnvironment(installation.env),
        tag: `probe/${installation.name}/${cwd}`,
        killAfterMs,
        timeoutMs: versionMs,
        onStdout: (chunk) => {
          output = (output + chunk.toString('utf8')).slice(0, 1_000);
        },
        onStderr: (chunk) => {
          errors = (errors + chunk.toString('utf8')).slice(-1_000);
        },
      },
      signal,
    );
    const version = /\d+\.\d+\.\d+\S*/.exec(output)?.[0];
    if (exit.exitCode === 0 && version !== undefined) return { ok: true, version };
    return exit.spawnError ? notStarted(exit.spawnError) : noVersion(exit.timedOut, output, errors);
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

function notStarted(error: Error & { code?: string }): AgentHealth {
  const { message, hint } = spawnFailure(error, 'Claude Code', hintFor('cli-missing'));
  return { ok: false, problem: message, ...present({ hint }) };
}

function noVersion(timedOut: boolean, output: string, errors: string): AgentHealth {
  const said = oneLine(lastLine(errors) || lastLine(output));
  const problem = timedOut
    ? `no answer to --version within ${versionMs / 1000} s`
    : `no version was told: ${said}`;
  return { ok: false, problem, ...present({ hint: hintFor('cli-missing') }) };
}

/** Variables that bring credentials, or name a vendor whose own credentials are used. Source: Claude Code 2.1.328. */
const credentialVariables = [
  'ANTHROPIC_API_KEY',
  'ANTHROPIC_AUTH_TOKEN',
  'CLAUDE_CODE_OAUTH_TOKEN',
  'CLAUDE_CODE_USE_BEDROCK',
  'CLAUDE_CODE_USE_VERTEX',
  'CLAUDE_CODE_USE_FOUNDRY',
];

async function hasCredentials(env: Readonly<Record<string, string>>): Promise<boolean> {
  if (credentialVariables.some((name) => (env[name] ?? '') !== '')) return true;
  const folder = env['CLAUDE_CONFIG_DIR'] ?? join(env['HOME'] ?? '/nonexistent', '.claude');
  return access(join(folder, '.credentials.json')).then(
    () => true,
    () => false,
  );
}
