import { principalOf, type Actor } from '../../domain/actor.ts';
import type { Block, Content } from '../../domain/surface/content.ts';
import type { GoalDocument } from '../../goal/state.ts';
import type { GoalSummary } from '../../ports/store/goal-store.ts';
import { loadGoal } from '../../runner/document.ts';
import { button, buttonRow } from '../../text/card/button.ts';
import { cardControls } from '../../text/card/controls.ts';
import { spend } from '../../text/format.ts';
import { stateLine } from '../../text/state-line.ts';
import { small, text } from '../answers.ts';
import { authorize } from '../authorize.ts';
import { maySee } from '../verbs/may-see.ts';
import type { VerbWorld } from '../verbs/verb.ts';

/** Goals of each kind that a page has room for. */
const mostOpen = 10;
const mostEnded = 5;

/** A person's own goals with their controls, those that wait for somebody first; then what ended lately. */
export async function homeOf(world: VerbWorld, actor: Actor): Promise<Content> {
  const stranger = authorize(world, actor, { role: 'view' }, undefined);
  if (stranger !== undefined) return page([text(stranger.content.title), ...stranger.content.blocks]);
  const own = await ownGoals(world, actor);
  const open = own
    .filter(({ terminal }) => !terminal)
    .toSorted((a, b) => Number(waits(b)) - Number(waits(a)));
  const ended = own.filter(({ terminal }) => terminal);
  return page([
    ...startRow(world, actor),
    ...(await openRows(world, open)),
    ...(await endedRows(world, ended)),
  ]);
}

const page = (blocks: readonly Block[]): Content => ({
  tone: 'info',
  title: 'Your goals',
  blocks: [...blocks],
});

const waits = ({ state }: GoalSummary): boolean => state === 'waiting';

/** By every account of the person. */
async function ownGoals(world: VerbWorld, actor: Actor): Promise<readonly GoalSummary[]> {
  const owners = new Set([principalOf(actor), ...(world.accounts ?? [])]);
  const all = await Promise.all([...owners].map((owner) => world.runtime.store.list({ owner })));
  return all
    .flat()
    .filter(({ project }) => maySee(world, actor, project))
    .toSorted((a, b) => b.createdAt - a.createdAt);
}

const startRow = (world: VerbWorld, actor: Actor): Block[] =>
  authorize(world, actor, { role: 'run' }, undefined) === undefined
    ? buttonRow([button('form/run', 'Start a goal', 'primary')])
    : [];

async function openRows(world: VerbWorld, open: readonly GoalSummary[]): Promise<Block[]> {
  if (open.length === 0) return [text('No goal of yours is open.')];
  const goals = await load(world, open.slice(0, mostOpen));
  const more = open.length > mostOpen ? [small(`and ${open.length - mostOpen} more: /goal list --mine`)] : [];
  return [...goals.flatMap(shortCard), ...more];
}

const shortCard = (goal: GoalDocument): Block[] => [
  text({ bold: goal.id }, ` ${goal.spec.title}`),
  small(`${stateLine(goal)} · ${goal.spec.project} · ${spend(goal.usage)}`),
  ...buttonRow(cardControls(goal)),
];

async function endedRows(world: VerbWorld, ended: readonly GoalSummary[]): Promise<Block[]> {
  if (ended.length === 0) return [];
  const goals = await load(world, ended.slice(0, mostEnded));
  return [
    text({ bold: 'Ended lately' }),
    ...goals.map((goal) =>
      small({ bold: goal.id }, ` ${goal.spec.title} — ${stateLine(goal)} · ${spend(goal.usage)}`),
    ),
  ];
}

async function load({ runtime }: VerbWorld, goals: readonly GoalSummary[]): Promise<readonly GoalDocument[]> {
  const loaded = await Promise.all(goals.map(({ id }) => loadGoal(runtime.store, id)));
  return loaded.flatMap((one) => (one === undefined ? [] : [one.goal]));
}
