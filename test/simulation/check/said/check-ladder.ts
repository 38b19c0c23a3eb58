import { isTerminal } from '../../../../src/domain/goal.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { Ladder, Rung } from '../../../../src/goal/waiting.ts';
import { storedGoal } from '../../world/ledger.ts';
import type { Seen } from '../../world/observe-store.ts';
import type { World } from '../../world/shape/world-shape.ts';
import { accuse } from '../../world/world.ts';
import { claimOf, type Claim } from '../support/claim.ts';

/** A worker that naps as long as it can has looked by then, in milliseconds. */
const longestDelayMs = 6000;

/** What people are asked, by this account. */
export const asksOf = (goal: GoalDocument): readonly string[] =>
  isTerminal(goal.state)
    ? []
    : [
        ...goal.questions.flatMap(({ id, state }) => (state === 'open' ? [id] : [])),
        ...(goal.waiting?.request === undefined ? [] : [goal.waiting.request]),
      ];

/** Whoever is asked is asked again: each rung once, in turn, not too early, not too late, and never after the answer. */
export function checkLadder(world: World, seen: Seen): void {
  const { before, after } = seen;
  const claim = claimOf(world, seen);
  noteAnswers(world, before, after);
  for (const ask of asksOf(after)) {
    const ladder = after.ladders.find((one) => one.ask === ask);
    if (ladder === undefined) {
      claim(false, `${ask} has no ladder`);
      continue;
    }
    const old = before?.ladders.find((one) => one.ask === ask);
    checkRungs(world, old, ladder, claim);
    expectNext(world, seen, ladder);
  }
}

/** Remembers when each ask was over. */
function noteAnswers(world: World, before: GoalDocument | undefined, after: GoalDocument): void {
  if (before === undefined) return;
  const open = new Set(asksOf(after));
  for (const ask of asksOf(before))
    if (!open.has(ask)) world.ledger.answered.set(`${after.id} ${ask}`, world.clock.now());
}

function checkRungs(world: World, old: Ladder | undefined, { ask, rungs }: Ladder, claim: Claim): void {
  for (const [step, rung] of rungs.entries()) {
    const was = old?.rungs[step];
    const told = (was === undefined || was.state === 'waiting') && rung.state !== 'waiting';
    if (!told) continue;
    const above = rungs[step - 1];
    claim(above?.state !== 'waiting', `${ask} skips a rung`);
    const early = old !== undefined && was !== undefined && was.dueAt > world.clock.now();
    claim(!early || above?.state === 'refused', `${ask} climbs to ${rung.to} too early`);
  }
}

const nextOf = ({ rungs }: Ladder): Rung | undefined => rungs.find(({ state }) => state === 'waiting');

/** The next rung is told of soon after its time, while drover is there and people can answer. */
function expectNext(world: World, { before, after }: Seen, ladder: Ladder): void {
  const next = nextOf(ladder);
  const known = before?.ladders.find(({ ask }) => ask === ladder.ask);
  if (next === undefined || (known !== undefined && nextOf(known)?.dueAt === next.dueAt)) return;
  const step = ladder.rungs.indexOf(next);
  expectTold(world, { id: after.id, ask: ladder.ask, step, dueAt: next.dueAt });
}

interface Expected {
  readonly id: GoalDocument['id'];
  readonly ask: string;
  readonly step: number;
  readonly dueAt: number;
}

function expectTold(world: World, expected: Expected): void {
  const { clock, calm } = world;
  const from = Math.max(expected.dueAt, Number.isFinite(calm.since) ? calm.since : clock.now());
  clock.after(from + longestDelayMs - clock.now(), () => {
    const goal = storedGoal(world, expected.id);
    const rung = goal?.ladders.find(({ ask }) => ask === expected.ask)?.rungs[expected.step];
    if (goal === undefined || rung?.state !== 'waiting' || rung.dueAt !== expected.dueAt) return;
    if (goal.state === 'paused' || !asksOf(goal).includes(expected.ask)) return;
    if (Math.max(expected.dueAt, calm.since) + longestDelayMs > clock.now()) expectTold(world, expected);
    else accuse(world, `${goal.id}: nobody was told of ${expected.ask} on the rung ${rung.to}`);
  });
}

/** An answer may come between the last look and the post, in milliseconds; a look-up may lie in between. */
const lastLookMs = 1500;

/** A post that only says again that an answer is wanted. */
export function checkStillAsked(world: World, key: string): void {
  const rung = world.ledger.posts.find((post) => post.key === key)?.rung;
  if (rung?.again !== true) return;
  const answeredAt = world.ledger.answered.get(`${rung.goal} ${rung.ask}`);
  if (answeredAt !== undefined && answeredAt + lastLookMs < world.clock.now())
    accuse(world, `${key} asks for ${rung.ask}, which was answered long before`);
}
