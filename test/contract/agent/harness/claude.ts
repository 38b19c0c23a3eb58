import { fileURLToPath } from 'node:url';
import { createClaudeAgent } from '../../../../adapters/agents/claude/create-claude-agent.ts';
import { systemClock } from '../../../../adapters/system/system-clock.ts';
import { recordedEndings, recordingFile } from '../../../support/agents/claude-recordings.ts';
import { quietLogger } from '../../../support/agents/quiet-logger.ts';
import type { AgentHarness, Behaviour } from './agent-harness.ts';

const program = fileURLToPath(new URL('../../../support/programs/fake-claude.ts', import.meta.url));
const heldProgram = fileURLToPath(new URL('../programs/held-claude.ts', import.meta.url));
const secret = 'sk-ant-a-secret-of-the-operator';

/** The fake program's environment for a recording: it ends as the recorded process did. */
function playing(scenario: string): Record<string, string> {
  const { exitCode, signal, stderr } = recordedEndings[scenario] ?? {};
  return {
    FAKE_RECORDING: recordingFile(scenario),
    FAKE_EXIT: signal ?? String(exitCode ?? 0),
    FAKE_STDERR: stderr ?? '',
  };
}

const plays: Readonly<Record<Behaviour, Record<string, string>>> = {
  finishes: playing('hello-acceptedits'),
  'is-held': {
    HELD_RECORDING: recordingFile('hello-acceptedits'),
    HELD_INTERRUPTED: recordingFile('sigint-mid-tool'),
  },
  'is-noisy': { ...playing('hello-acceptedits'), FAKE_NOISE: '12000000' },
  'is-endless': { FAKE_NOISE: String(Number.MAX_SAFE_INTEGER) },
  'is-denied': playing('perm-default-bash'),
  hangs: { ...playing('hang-no-tokens'), FAKE_EXIT: 'hang', FAKE_CHILD: '1' },
  dies: playing('sigkill-mid-tool'),
  'says-nothing': playing('sj-no-input'),
  'is-rate-limited': playing('rate-limit-always'),
  'has-lost-its-session': playing('resume-unknown-id'),
};

export const claudeHarness: AgentHarness = {
  make: (behaviour, home, tweaks = {}) =>
    createClaudeAgent({
      name: 'claude',
      command: process.execPath,
      args: [behaviour === 'is-held' ? heldProgram : program],
      env: {
        PATH: process.env['PATH'] ?? '/usr/bin:/bin',
        HOME: home,
        ANTHROPIC_API_KEY: secret,
        ...plays[behaviour],
      },
      allowedTools: [],
      deniedTools: [],
      // As careless operators do it; the value must not be noted.
      systemPrompt: `the key is ${secret}`,
      clock: systemClock,
      logger: quietLogger(),
      ...tweaks,
    }),
  finished: { text: 'Done: wrote hello.txt.', tokens: [5503, 41, 0, 0], costUsd: 0.022832 },
  denial: { tool: 'Bash', what: 'touch made.txt' },
  secret,
};
