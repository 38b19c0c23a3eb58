import type { DeskWorld } from '../../support/surfaces/desk-world.ts';
import { ready, started, turnFailed, turnFinished } from '../../support/core/sample-goal.ts';

/** How the goal stands when something is asked. */
export type Stage = 'nothing' | 'presets' | 'running' | 'paused' | 'permission' | 'question' | 'ended';

/** One thing that people ask, as each kind of surface would ask it. */
export interface Case {
  /** `run`, `schedule add`. */
  readonly of: string;
  readonly stage: Stage;
  /** What follows the verb, as words; `G-1` and `R-?` stand for the goal and its request. */
  readonly words: readonly string[];
  /** The same as options of a typed surface. */
  readonly options: Readonly<Record<string, string | number | boolean>>;
  /** The control for it, where there is one. */
  readonly press?: string;
  /** The form for it, with what is filled in. */
  readonly form?: { readonly act: string; readonly values: Readonly<Record<string, string>> };
}

const onGoal = (of: string, stage: Stage, more: Partial<Case> = {}): Case => ({
  of,
  stage,
  words: ['G-1'],
  options: { goal: 'G-1' },
  press: `${of}/G-1`,
  ...more,
});

const bare = (of: string, stage: Stage = 'nothing', more: Partial<Case> = {}): Case => ({
  of,
  stage,
  words: [],
  options: {},
  press: of,
  ...more,
});

const part = (of: string, words: readonly string[] = [], options: Case['options'] = {}): Case => ({
  of,
  stage: 'presets',
  words,
  options,
});

/** A verb with words for the agent or for people. */
const withText = (of: string, stage: Stage, text: string, form?: Case['form']): Case => ({
  of,
  stage,
  words: ['G-1', ...text.split(' ')],
  options: { goal: 'G-1', text },
  form: form ?? { act: `form/${of}/G-1`, values: { text } },
});

export const cases: readonly Case[] = [
  {
    of: 'run',
    stage: 'nothing',
    words: ['--project', 'shop', '--agent', 'claude', '--turns', '7', '--accept', 'npm', 'mend', 'it'],
    options: { project: 'shop', agent: 'claude', turns: 7, accept: 'npm', text: 'mend it' },
    form: {
      act: 'form/run',
      values: { text: 'mend it', project: 'shop', agent: 'claude', accept: 'npm', budget: '7turns' },
    },
  },
  bare('draft', 'nothing', { words: ['mend', 'it'], options: { text: 'mend it' }, press: '' }),
  bare('list', 'running'),
  bare('list', 'running', { words: ['--state', 'running'], options: { state: 'running' }, press: '' }),
  ...['status', 'logs', 'turns', 'diff', 'cost'].map((verb) => onGoal(verb, 'running')),
  onGoal('pause', 'running'),
  onGoal('resume', 'paused'),
  onGoal('stop', 'running'),
  onGoal('cancel', 'running'),
  withText('cancel', 'running', 'no longer wanted'),
  withText('say', 'running', 'use vitest please'),
  {
    of: 'say',
    stage: 'running',
    words: ['G-1', '--now', 'use', 'vitest'],
    options: { goal: 'G-1', now: true, text: 'use vitest' },
  },
  {
    ...withText('answer', 'question', 'Q-1 2', { act: 'form/answer/G-1/Q-1', values: { option: '2' } }),
    press: 'answer/G-1/Q-1/2',
  },
  withText('answer', 'question', 'Q-1 neither of them', {
    act: 'form/answer/G-1/Q-1',
    values: { text: 'neither of them' },
  }),
  withText('budget', 'running', '+5turns +100ktokens', {
    act: 'form/budget/G-1',
    values: { turns: '5', tokens: '100k' },
  }),
  onGoal('budget', 'running'),
  ...['approve', 'deny'].map((of): Case => ({
    of,
    stage: 'permission',
    words: ['R-?'],
    options: { request: 'R-?' },
    press: `${of}/R-?`,
    form: { act: `form/${of}/R-?`, values: {} },
  })),
  {
    of: 'deny',
    stage: 'permission',
    words: ['R-?', 'too', 'risky'],
    options: { request: 'R-?', text: 'too risky' },
    form: { act: 'form/deny/R-?', values: { text: 'too risky' } },
  },
  withText('continue', 'ended', 'also the docs'),
  onGoal('retry', 'ended'),
  withText('retry', 'ended', 'from the start'),
  onGoal('compact', 'running'),
  onGoal('rollback', 'ended'),
  {
    of: 'switch',
    stage: 'running',
    words: ['G-1', '--agent', 'scripted'],
    options: { goal: 'G-1', agent: 'scripted' },
    form: { act: 'form/switch/G-1', values: { agent: 'scripted' } },
  },
  onGoal('hook', 'running', {
    words: ['G-1', 'add', 'done', 'notify', 'hello'],
    options: { goal: 'G-1', text: 'add done notify hello' },
    press: 'hook/G-1/add/done/notify/hello',
  }),
  onGoal('edit', 'running', {
    words: ['G-1', '--priority', '1', 'another', 'task'],
    options: { goal: 'G-1', priority: 1, text: 'another task' },
    press: '',
  }),
  onGoal('purge', 'ended'),
  ...['projects', 'agents', 'drain', 'undrain', 'limit', 'flush', 'digest', 'doctor', 'help'].map((of) =>
    bare(of),
  ),
  bare('evict', 'nothing', { words: ['--older', '24h'], options: { older: '24h' }, press: '' }),
  part('who show'),
  part('who link'),
  part('who unlink', ['slack:U2'], { text: 'slack:U2' }),
  part('who approve', ['L-ABCDEF'], { text: 'L-ABCDEF' }),
  part('who revoke', ['slack:U2'], { text: 'slack:U2' }),
  part('schedule list'),
  part('schedule show', ['nightly'], { name: 'nightly' }),
  part('schedule add', ['weekly', '@weekly', '--turns', '3', 'tidy', 'up'], {
    name: 'weekly',
    cron: '@weekly',
    turns: 3,
    text: 'tidy up',
  }),
  ...['remove', 'pause', 'resume'].map((of) => part(`schedule ${of}`, ['nightly'], { name: 'nightly' })),
  part('jobs list'),
  part('jobs run', ['nightly'], { name: 'nightly' }),
  part('jobs stop', ['nightly'], { name: 'nightly' }),
  part('template list'),
  part('template show', ['quick'], { name: 'quick' }),
  part('template save', ['slow', '--turns', '9', 'look'], { name: 'slow', turns: 9, text: 'look' }),
  part('template remove', ['quick'], { name: 'quick' }),
];

const blocked = turnFailed({ kind: 'permission-blocked', message: 'it wants curl' });
const asked = { type: 'QuestionAsked', call: 'c1', text: 'Which?', options: ['Postgres', 'SQLite'] } as const;

/** Brings a fresh world there: G-1 with a thread, or a schedule and a template. */
export async function arrive(world: DeskWorld, stage: Stage): Promise<void> {
  if (stage === 'nothing') return;
  if (stage === 'presets') await presets(world);
  else await goal(world, stage);
}

async function presets(world: DeskWorld): Promise<void> {
  await world.ask('schedule add nightly @daily --project shop sweep');
  await world.ask('template save quick --turns 2 quickly');
}

async function goal(world: DeskWorld, stage: Stage): Promise<void> {
  await world.ask('run --project shop fix it');
  await world.happen(1, { type: 'RootPosted', messageId: '1.1' }, ...ready, started);
  if (stage === 'paused')
    await world.happen(1, { type: 'PauseWished', by: { platform: 'slack', user: 'U1' } }, turnFinished());
  if (stage === 'permission') await world.happen(1, blocked);
  if (stage === 'question') await world.happen(1, asked);
  if (stage === 'ended') await end(world);
}

/** Nothing is left to be done for it. */
async function end(world: DeskWorld): Promise<void> {
  await world.ask('cancel G-1');
  const ended = await world.happen(1, turnFinished({ outcome: 'aborted' }));
  const baseline = ended.effects.find(({ type }) => type === 'RunBaseline');
  if (baseline !== undefined)
    await world.happen(1, { type: 'BaselineFinished', effectId: baseline.id, results: [] });
}
