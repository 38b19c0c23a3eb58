import { createScriptedAgent } from '../../../../adapters/agents/scripted/create-scripted-agent.ts';
import type { Step } from '../../../../adapters/agents/scripted/script.ts';
import { systemClock } from '../../../../adapters/system/system-clock.ts';
import { quietLogger } from '../../../support/agents/quiet-logger.ts';
import type { AgentHarness, Behaviour } from './agent-harness.ts';

const secret = 'a-secret-of-the-operator';
const begin: Step[] = [
  { say: 'I will write a file.' },
  { edit: { path: 'a.txt', write: 'x\n' } },
  { usage: { input: 100, output: 10, cacheRead: 5, cacheWrite: 1, costUsd: 0.25 } },
];
const goOn: Step[] = [
  { usage: { input: 1, output: 2, cacheRead: 3, cacheWrite: 4, costUsd: 0.5 } },
  { say: 'Done.' },
];
const work = [...begin, ...goOn];
const noise = (['lines', 'one-line', 'nulls', 'invalid-utf8'] as const).map((as): Step => ({
  output: { bytes: 12_000_000, as },
}));

const plays: Readonly<Record<Behaviour, Step[]>> = {
  finishes: work,
  'is-held': [...begin, { waitFor: 'go' }, ...goOn],
  'is-noisy': [...noise, ...work],
  'is-endless': [{ output: { bytes: Number.MAX_SAFE_INTEGER, as: 'lines' } }],
  'is-denied': [{ deny: { tool: 'Bash', what: 'rm -rf /' } }, { say: 'Then not.' }],
  hangs: [{ daemon: { seconds: 300 } }, { hang: 'stubborn' }],
  dies: [{ say: 'Now' }, { crash: { signal: 'SIGKILL' } }],
  'says-nothing': [{ exit: { code: 0 } }],
  'is-rate-limited': [{ fail: { kind: 'rate-limited', message: 'too many requests', retryAfterMs: 7_000 } }],
  // The real thing: see below, where it asks to go on with a session that never was.
  'has-lost-its-session': work,
};

export const scriptedHarness: AgentHarness = {
  make: (behaviour, home, tweaks = {}) => {
    const agent = createScriptedAgent({
      name: 'scripted',
      script: { inline: { turns: [plays[behaviour]] } },
      env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', HOME: home, MY_SECRET_TOKEN: secret },
      clock: systemClock,
      logger: quietLogger(),
      ...tweaks,
    });
    if (behaviour !== 'has-lost-its-session') return agent;
    const resumed = (request: Parameters<typeof agent.runTurn>[0]) => ({
      ...request,
      session: { ...request.session, resume: true },
    });
    return { ...agent, runTurn: (request, signal) => agent.runTurn(resumed(request), signal) };
  },
  finished: { text: 'Done.', tokens: [101, 12, 8, 5], costUsd: 0.75 },
  denial: { tool: 'Bash', what: 'rm -rf /' },
  secret,
};
