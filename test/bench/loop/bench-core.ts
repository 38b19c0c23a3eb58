import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openDrover, type Opened } from '../../../src/compose/open-drover.ts';
import { runDrover } from '../../../src/compose/run-drover.ts';
import { until } from '../../support/until.ts';
import { assembleConfig } from '../../../src/config/assemble-config.ts';
import type { GoalId } from '../../../src/domain/ids.ts';
import type { VerbAnswer } from '../../../src/domain/verb.ts';
import type { Agent } from '../../../src/ports/agent.ts';
import type { ChatConnection } from '../../../src/ports/chat/chat.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import type { Workspaces } from '../../../src/ports/workspace.ts';
import type { Tools } from '../../../src/runner/perform/performer.ts';

/** drover's core at work in a folder, without HTTP and chat: store, worker, real agent processes. */
export interface BenchCore {
  readonly drover: Opened;
  /** Asks as the operator would. */
  readonly ask: (line: string) => Promise<VerbAnswer>;
  /** Resolves with the time at which the goal's agent said its first word. */
  readonly spoke: (goal: GoalId) => Promise<number>;
  /** Resolves when nothing is left to be said, so that nobody writes. */
  readonly quiet: () => Promise<true>;
  /** Resolves when the goal has ended. */
  readonly ended: (goal: GoalId) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface CoreOptions {
  readonly folder: string;
  /** Path of the repository; need not exist with `instantWorkspaces`. */
  readonly source: string;
  readonly script: object;
  readonly accept: 'none' | readonly (string | object)[];
  /** Takes the place of git. */
  readonly workspaces?: Workspaces;
  /** Puts something else in the place of the agent. */
  readonly wrap?: (agent: Agent) => Agent;
}

export async function openCore(options: CoreOptions): Promise<BenchCore> {
  const drover = await openDrover(configOf(options));
  const first = new Map<string, PromiseWithResolvers<number>>();
  const firstOf = (goal: string) => {
    const known = first.get(goal) ?? Promise.withResolvers<number>();
    first.set(goal, known);
    return known;
  };
  const stop = new AbortController();
  const tools: Tools = {
    ...drover.tools,
    ...(options.workspaces === undefined ? {} : { workspaces: options.workspaces }),
    agents: new Map(
      [...drover.agents].map(([name, agent]) => [name, listening(options.wrap?.(agent) ?? agent, firstOf)]),
    ),
  };
  const running = runDrover({ ...drover, tools }, [mute], [], stop.signal);
  let asked = 0;
  return {
    drover,
    ask: (line) =>
      drover.intake({
        deliveryId: `bench:${(asked += 1)}`,
        at: Date.now(),
        actor: { platform: 'local', user: 'local' },
        place: { platform: 'console', workspace: 'local', channel: 'terminal' },
        request: { form: 'line', line },
      }),
    spoke: (goal) => firstOf(goal).promise,
    // Cards may only be edited so often and wait; until then nobody writes.
    quiet: () =>
      until('everything but cards to be said', async () => {
        const rows = await drover.runtime.store.pending();
        return rows.every(({ post }) => post.kind === 'card') ? true : undefined;
      }),
    ended: (goal) =>
      untilStore(drover, async (store) =>
        (await store.list({ terminal: false })).every(({ id }) => id !== goal),
      ),
    close: async () => {
      stop.abort();
      await running;
    },
  };
}

const sent = { ok: true, messageId: '1' } as const;

/** A chat in which everything is said at once. */
const mute: ChatConnection = {
  chat: {
    platform: 'console',
    send: async () => sent,
    edit: async () => sent,
    find: async () => ({ ok: true }),
    sign: async () => sent,
    remove: async () => sent,
  },
  start: async () => undefined,
  stop: async () => undefined,
  workspace: () => 'local',
  health: () => ({ ok: true, reason: 'mute' }),
};

/** The same agent, with its first word noted. */
const listening = (agent: Agent, firstOf: (goal: string) => PromiseWithResolvers<number>): Agent => ({
  ...agent,
  runTurn: (request, signal) =>
    agent.runTurn(
      {
        ...request,
        onEvent: (event) => {
          firstOf(request.tag.split('/')[1] ?? '').resolve(performance.now());
          request.onEvent(event);
        },
      },
      signal,
    ),
});

function configOf({ folder, source, script, accept }: CoreOptions) {
  const value = {
    projects: { bench: { source, agent: 'scripted', accept, budget: { turns: 1000 }, deliver: 'none' } },
    agents: { scripted: { kind: 'scripted', script } },
    beacon: { everyTurns: 0 },
    escalation: { budgetWait: 0 },
  };
  const env = { PATH: process.env['PATH'] ?? '', DROVER_HOME: join(folder, 'home'), LOG_LEVEL: 'error' };
  const result = assembleConfig({ value, env, cwd: folder });
  if (result.ok) return result.config;
  throw new Error(JSON.stringify(result.problems));
}

/** Looks after every commit whether it is so. */
async function untilStore(
  { runtime: { store } }: Opened,
  isSo: (store: Store) => Promise<boolean>,
): Promise<void> {
  const over = Promise.withResolvers<void>();
  const look = async () => {
    if (await isSo(store)) over.resolve();
  };
  const unsubscribe = store.onCommit(() => void look().catch(over.reject));
  try {
    await look();
    await over.promise;
  } finally {
    unsubscribe();
  }
}

const changes = { files: 1, insertions: 1, deletions: 0, untracked: 0, commits: 0 };
const sha = 'a'.repeat(40);

/** Workspaces that take no time: what is left is drover's own. */
export function instantWorkspaces(folder: string): Workspaces {
  const info = { path: join(folder, 'work'), base: 'main', baseSha: 'b'.repeat(40) };
  return {
    prepare: async ({ branch }) => {
      await mkdir(info.path, { recursive: true });
      return { ...info, branch };
    },
    prepareBaseline: async () => ({ path: info.path }),
    removeBaseline: async () => undefined,
    listBase: async () => [],
    readBase: async () => undefined,
    checkpoint: async () => ({ sha }),
    restore: async () => undefined,
    changes: async () => changes,
    diff: async () => '',
    commits: async () => [],
    snapshot: async () => ({
      tree: sha,
      changes,
      files: [{ path: 'a.txt', change: 'modified', standing: 'uncommitted' }],
    }),
    isSetUp: async () => true,
    markSetUp: async () => undefined,
    inventory: async () => [],
    removeWorktree: async () => ({ bytes: 0 }),
    removeRefs: async () => undefined,
    tidy: async () => undefined,
    commitAll: async () => ({ sha, committed: true }),
    deliverBranch: async () => ({ ref: 'refs/heads/none' }),
  };
}
