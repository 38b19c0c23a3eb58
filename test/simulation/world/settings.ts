import { BudgetSchema } from '../../../src/domain/budget.ts';
import type { Hook } from '../../../src/domain/hooks/hook.ts';
import type { Installation, Project } from '../../../src/domain/project.ts';
import type { SlotCaps } from '../../../src/domain/rules/slot-caps.ts';
import type { LoopRules } from '../../../src/domain/rules/loop-rules.ts';
import { principalOf } from '../../../src/domain/actor.ts';
import type { Money } from '../../../src/runner/runtime.ts';
import { agentKinds } from './agents/agent-kinds.ts';
import type { Dice } from './dice.ts';
import { archived } from './entities.ts';

/** What the drover of one seed is configured with. */
export interface Settings {
  /** Epoch milliseconds at which the story begins. */
  readonly begin: number;
  readonly rules: LoopRules;
  readonly installation: Omit<Installation, 'slots'>;
  readonly money: Money;
  /** Goals that may work at once. */
  readonly slots: SlotCaps;
  readonly noticeEveryTurns: number;
}

/** A morning in January 2027. */
const morning = 1_800_000_000_000;
const dayMs = 24 * 60 * 60 * 1000;

export function throwSettings(dice: Dice): Settings {
  return {
    begin: dice.chance(0.8) ? morning : Math.ceil(morning / dayMs) * dayMs - dice.between(5, 90) * 1000,
    rules: throwRules(dice),
    installation: throwInstallation(dice),
    money: throwMoney(dice),
    slots: {
      goals: dice.pick([1, 2, 2, 3, 3]),
      perUser: dice.pick([0, 0, 1]),
      perProject: dice.pick([0, 0, 0, 1, 2]),
      agents: dice.pick([{}, {}, { claude: 1 }, { codex: 1, pi: 1 }]),
    },
    noticeEveryTurns: 2,
  };
}

/** Everything takes minutes here that takes hours in life, so that it happens in a story. */
const throwRules = (dice: Dice): LoopRules => ({
  budgetWaitMs: dice.pick([0, 60_000, 1_800_000]),
  questionWaitMs: dice.pick([0, 60_000, 300_000]),
  compaction: {
    share: dice.pick([0.3, 0.8]),
    ageMs: dice.pick([30_000, 7_200_000]),
    minTurns: dice.pick([1, 2, 5]),
    mostFailures: dice.pick([1, 3]),
  },
  session: { idleMs: dice.pick([100_000, 86_400_000]), ageMs: dice.pick([200_000, 2_592_000_000]) },
  replay: { rollbackOnCrash: dice.chance(0.3), maxFreshRetries: dice.pick([0, 1, 2]) },
  dependencyWaitMs: dice.pick([600_000, 7_200_000]),
  helps: { summary: dice.chance(0.5), compact: dice.chance(0.5), memory: false },
  ladder: {
    steps: [
      { to: 'thread', afterMs: 0 },
      { to: 'mention', afterMs: dice.pick([2000, 20_000, 100_000]) },
      { to: 'direct', afterMs: 110_000 },
      { to: 'operations', afterMs: dice.pick([120_000, 250_000]) },
    ],
    operations: { platform: 'slack', workspace: '', channel: dice.pick(['C-OPS', archived]) },
  },
});

const nobody = { view: [], run: [], approve: [], admin: [] };

function throwInstallation(dice: Dice): Settings['installation'] {
  const fallback = dice.pick([
    [],
    [{ agent: 'codex' }],
    [{ agent: 'claude', model: 'small' }, { agent: 'pi' }],
    [{ agent: 'pi' }, { agent: 'codex' }],
  ]);
  const shop: Project = {
    name: 'shop',
    source: '/repos/shop',
    accept: 'auto',
    agent: 'claude',
    ...(dice.chance(0.25) ? { chooses: true as const } : {}),
    fallback,
    budget: BudgetSchema.parse(dice.pick([{ turns: 6 }, { turns: 20 }, { turns: 12, costUsd: 2 }])),
    deliver: 'branch',
    channels: [],
    hooks: throwHooks(dice),
    memory: { recall: false, extractEvery: 0, consolidate: false },
    access: nobody,
  };
  const mill: Project = {
    ...shop,
    name: 'mill',
    source: '/repos/mill',
    agent: dice.pick(['codex', 'pi']),
    fallback: [],
  };
  const agents = agentKinds.map(({ name }) => [name, { name, kind: 'simulated', models: [] }]);
  return {
    projects: { shop, mill },
    agents: Object.fromEntries(agents) as Installation['agents'],
    hooks: { shell: false, nats: false, secrets: [] },
    schedules: [],
    templates: {},
    replies: { everywhere: 'mention', channels: {} },
    digestAfterMs: 0,
    access: { view: [], run: ['slack:U1', 'slack:U3'], approve: ['slack:U2'], admin: [] },
  };
}

/** The text of goals that hooks dispatch. */
export const chainedText = 'work that follows';

const webhook = { do: 'webhook', url: 'https://somebody.example/drover' } as const;
const chained = { do: 'dispatch', text: chainedText } as const;

const throwHooks = (dice: Dice): Hook[] =>
  dice.pick<Hook[]>([
    [],
    [{ id: 'project/tell', on: 'done', action: webhook }],
    [
      { id: 'project/tell', on: 'failed', action: webhook },
      { id: 'project/beat', on: 'progress', everyTurns: 2, action: webhook },
      { id: 'project/ask', on: 'waiting', action: webhook },
      { id: 'project/say', on: 'cancelled', action: { do: 'notify-origin', text: 'So be it.' } },
    ],
    [
      { id: 'project/next', on: 'done', action: { ...chained, onlyIf: 'changed' } },
      { id: 'project/tell', on: 'cancelled', action: webhook },
    ],
    [{ id: 'project/next', on: 'done', action: chained }],
  ]);

/** Purses that are far too small; those of a day are filled again at midnight. */
function throwMoney(dice: Dice): Money {
  const none = dice.chance(0.6);
  const userUsd = dice.pick([0.5, 2, 6]);
  const channelUsd = dice.pick([3, 8, 1000]);
  const totalUsd = dice.pick([2, 8, 1000]);
  return {
    purses: ({ spec }, now) =>
      none
        ? []
        : [
            { key: `user/${principalOf(spec.dispatcher)}/${Math.floor(now / dayMs)}`, limitUsd: userUsd },
            { key: `channel/${spec.origin.channel}`, limitUsd: channelUsd },
            { key: 'global/total', limitUsd: totalUsd },
          ],
    fullAgainAt: (purse, now) =>
      purse.startsWith('user/') ? (Math.floor(now / dayMs) + 1) * dayMs : undefined,
  };
}
