import { fileURLToPath } from 'node:url';
import { createClaudeAgent } from '../../../adapters/agents/claude/create-claude-agent.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { recordedEndings, recordingFile } from '../../support/agents/claude-recordings.ts';
import { quietLogger } from '../../support/agents/quiet-logger.ts';
import type { Behaviour } from './agent.contract.ts';
import { describeAgent } from './agent.contract.ts';

const program = fileURLToPath(new URL('../../support/programs/fake-claude.ts', import.meta.url));
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
  'is-noisy': { ...playing('hello-acceptedits'), FAKE_NOISE: '12000000' },
  'is-denied': playing('perm-default-bash'),
  hangs: { ...playing('hang-no-tokens'), FAKE_EXIT: 'hang', FAKE_CHILD: '1' },
  dies: playing('sigkill-mid-tool'),
  'says-nothing': playing('sj-no-input'),
  'is-rate-limited': playing('rate-limit-always'),
  'has-lost-its-session': playing('resume-unknown-id'),
};

describeAgent('Claude Code, replayed', {
  make: (behaviour, home, silenceMs) =>
    createClaudeAgent({
      name: 'claude',
      command: process.execPath,
      args: [program],
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
      ...(silenceMs === undefined ? {} : { silenceMs }),
    }),
  finished: { text: 'Done: wrote hello.txt.', tokens: [5503, 41, 0, 0], costUsd: 0.022832 },
  denial: { tool: 'Bash', what: 'touch made.txt' },
  secret,
});
