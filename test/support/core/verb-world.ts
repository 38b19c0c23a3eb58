import { createCalendar } from '../../../adapters/calendar/create-calendar.ts';
import { createMemoryStore } from '../../../adapters/store/memory/create-memory-store.ts';
import { createIntake } from '../../../src/app/intake.ts';
import { verbTable } from '../../../src/app/verbs/table.ts';
import type { VerbWorld } from '../../../src/app/verbs/verb.ts';
import type { Actor } from '../../../src/domain/actor.ts';
import { BudgetSchema } from '../../../src/domain/budget.ts';
import { goalIdOf } from '../../../src/domain/ids.ts';
import type { AccessRules, Installation, Project } from '../../../src/domain/project.ts';
import type { InboundMessage, Request, VerbAnswer } from '../../../src/domain/verb.ts';
import { defaultRules } from '../../../src/domain/rules/loop-rules.ts';
import { mainEffect } from '../../../src/goal/draft.ts';
import type { GoalEvent } from '../../../src/goal/events.ts';
import type { GoalDocument } from '../../../src/goal/state.ts';
import type { Intake } from '../../../src/ports/chat/intake.ts';
import { applyEvent } from '../../../src/runner/apply.ts';
import { loadGoal } from '../../../src/runner/document.ts';
import type { Runtime } from '../../../src/runner/runtime.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createSilentLogger } from './silent-logger.ts';

export const nobody: AccessRules = { view: [], run: [], approve: [], admin: [] };

export const sampleProject = (name: string, more: Partial<Project> = {}): Project => ({
  name,
  source: `/repos/${name}`,
  accept: 'auto',
  agent: 'claude',
  fallback: [],
  budget: BudgetSchema.parse({}),
  deliver: 'branch',
  channels: [],
  hooks: [],
  memory: { recall: false, extractEvery: 0, consolidate: false },
  access: nobody,
  ...more,
});

/** One project, two agents; U1 and U3 may run, U2 may approve, U4 may look. */
export const sampleInstallation = (more: Partial<Installation> = {}): Installation => ({
  projects: { shop: sampleProject('shop') },
  replies: { everywhere: 'mention', channels: {} },
  agents: {
    claude: { name: 'claude', kind: 'claude', models: ['opus'] },
    scripted: { name: 'scripted', kind: 'scripted', models: [] },
  },
  slots: { goals: 4, perUser: 0, perProject: 0, agents: {} },
  hooks: { shell: false, nats: false, secrets: [] },
  schedules: [],
  templates: {},
  digestAfterMs: 0,
  access: { ...nobody, view: ['slack:U4'], run: ['slack:U1', 'slack:U3'], approve: ['slack:U2'] },
  ...more,
});

/** An answer names the pending main order unless it says otherwise. */
type LooseEvent =
  | GoalEvent
  | (GoalEvent extends infer E ? (E extends { effectId: unknown } ? Omit<E, 'effectId'> : never) : never);

/** How and where something is asked; by U1, in the channel C1, under a new delivery id unless told otherwise. */
export interface Asking {
  readonly actor?: Actor;
  readonly id?: string;
  /** When the platform says it was typed; else now. */
  readonly at?: number;
  readonly channel?: string;
  readonly thread?: string;
}

export interface TestWorld {
  readonly world: VerbWorld;
  readonly clock: FakeClock;
  readonly intake: Intake;
  /** A line as typed after the command, or a request of another form. */
  readonly ask: (what: string | Request, how?: Asking) => Promise<VerbAnswer>;
  readonly goal: (number: number) => Promise<GoalDocument>;
  /** Lets something happen to a goal, as the runner would. */
  readonly happen: (number: number, ...events: LooseEvent[]) => Promise<GoalDocument>;
  readonly goals: () => Promise<number>;
}

const alice: Actor = { platform: 'slack', user: 'U1', name: 'alice' };

/** The real verbs over a store in memory, with a clock that stands still. */
export function createTestWorld(
  installation = sampleInstallation(),
  more: Partial<VerbWorld> = {},
): TestWorld {
  const clock = createFakeClock();
  const logger = createSilentLogger();
  const store = createMemoryStore({ clock, logger });
  const random = { uuid: () => '11111111-2222-4333-8444-555555555555', unit: () => 0 };
  const runtime: Runtime = {
    store,
    clock,
    random,
    logger,
    noticeEveryTurns: 0,
    rules: defaultRules,
    agents: new Map([
      ['claude', { compacts: true, costs: true }],
      ['scripted', { compacts: false, costs: true }],
    ]),
    money: { purses: () => [], fullAgainAt: () => undefined },
  };
  const world: VerbWorld = {
    runtime,
    installation,
    calendar: createCalendar(),
    probe: async () => ({ ok: true, version: '1.2.3' }),
    elaborate: async () => ({ ok: false, why: 'off' }),
    diff: async () => '+one line',
    logTail: async () => 'the last line',
    purge: async () => ({ is: 'busy' }),
    doctor: async () => [],
    digest: (of) => `digest of ${of}`,
    rawTail: async () => '{"type":"result"}',
    evict: async () => ({ worktrees: [], failed: [], bytes: 0 }),
    ...more,
  };
  const intake = createIntake(world, verbTable);
  let deliveries = 0;
  const goal = async (number: number) => {
    const loaded = await loadGoal(store, goalIdOf(number));
    if (loaded === undefined) throw new Error(`no goal G-${number}`);
    return loaded.goal;
  };
  return {
    world,
    clock,
    intake,
    goal,
    ask(what, how = {}) {
      deliveries += 1;
      return intake(messageOf(what, how, `delivery-${deliveries}`, how.at ?? clock.now()));
    },
    async happen(number, ...events) {
      for (const event of events)
        await applyEvent(runtime, goalIdOf(number), (document) => withOrder(document, event));
      return goal(number);
    },
    goals: async () => (await store.list({})).length,
  };
}

/** Every fact that answers an order names one; those that answer none never do. */
const answers: ReadonlySet<GoalEvent['type']> = new Set([
  'WorkspaceReady',
  'BaselineFinished',
  'CheckpointMade',
  'TurnStarted',
  'TurnProgressed',
  'TurnStalled',
  'TurnFinished',
  'ChecksFinished',
  'WorkCommitted',
  'BranchDelivered',
  'WorkspaceRestored',
  'QuestionAsked',
  'EffectFailed',
]);

function withOrder(goal: GoalDocument, event: LooseEvent): GoalEvent {
  const id = mainEffect(goal)?.id;
  if (!answers.has(event.type) || id === undefined) return event as GoalEvent;
  return { effectId: id, ...event } as GoalEvent;
}

function messageOf(what: string | Request, how: Asking, id: string, at: number): InboundMessage {
  const place = { platform: 'slack', workspace: 'T1', channel: how.channel ?? 'C1' } as const;
  return {
    deliveryId: how.id ?? id,
    at,
    actor: how.actor ?? alice,
    place: how.thread === undefined ? place : { ...place, thread: how.thread },
    request: typeof what === 'string' ? { form: 'line', line: what } : what,
  };
}
