import { isTerminal } from '../../../../src/domain/goal.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import { parseDocument } from '../../../../src/runner/document.ts';
import { storedGoals } from '../../world/ledger.ts';
import { accuse } from '../../world/world.ts';
import type { World } from '../../world/shape/world-shape.ts';

type Claim = (holds: boolean, what: string) => void;

/** The stored goals against what really happened in the world. */
export async function checkGoals(world: World): Promise<void> {
  for (const goal of storedGoals(world)) {
    const claim = (holds: boolean, what: string) => holds || accuse(world, `${goal.id}: ${what}`);
    checkEnd(goal, claim);
    checkStarts(world, goal, claim);
    checkReaders(world, goal, claim);
    checkWork(world, goal, claim);
    await checkStored(world, goal, claim);
  }
}

function checkEnd(goal: GoalDocument, claim: Claim): void {
  claim(isTerminal(goal.state) || goal.state === 'paused', `it rests in the state ${goal.state}`);
  claim(goal.effects.length === 0, `orders are left: ${goal.effects.map((effect) => effect.type).join()}`);
  const away = goal.restart !== undefined && goal.restart.backAt === undefined;
  claim(!away, 'it says that drover is away');
  claim(isTerminal(goal.state) === (goal.result !== undefined), 'an end has a reason, and only an end');
}

/** Each start of an agent has exactly one row; a row without a process is one whose start was cut off. */
function checkStarts(world: World, goal: GoalDocument, claim: Claim): void {
  const seqs = goal.turns.map((turn) => turn.seq);
  claim(
    seqs.every((seq, index) => seq === index + 1),
    `rows are numbered ${seqs.join(' ')}`,
  );
  claim(goal.seq === goal.turns.length, `${goal.seq} starts, but ${goal.turns.length} rows`);
  const tags = new Set(goal.turns.map(({ run, seq }) => `home/${goal.id}/${run}-${seq}`));
  for (const process of world.processes.values())
    claim(process.goal !== goal.id || tags.has(process.tag), `${process.tag} has no row`);
}

/** Each message ends in one receipt state, and the state tells the truth about what the agents read. */
function checkReaders(world: World, goal: GoalDocument, claim: Claim): void {
  const settled = isTerminal(goal.state)
    ? ['acknowledged', 'undelivered']
    : ['acknowledged', 'queued', 'undelivered'];
  for (const { receipt, state, text } of goal.messages) {
    claim(settled.includes(state), `${receipt} rests in the state ${state}`);
    const readers = goal.turns.filter(({ run, seq, outcome, kind }) => {
      const prompt = world.processes.get(`home/${goal.id}/${run}-${seq}`)?.request.prompt ?? '';
      return kind === 'work' && outcome === 'finished' && prompt.includes(text) && prompt.includes(receipt);
    });
    // A turn that comes to its own end after the goal’s has read what was counted as lost before.
    const told =
      state === 'acknowledged' ? readers.length === 1 : readers.length === 0 || state === 'undelivered';
    claim(
      told,
      `${receipt} is ${state}, and ${readers.length} turns that came to their end had it in their prompt`,
    );
  }
}

function checkWork(world: World, goal: GoalDocument, claim: Claim): void {
  const tree = world.trees.get(goal.id);
  const numbers = goal.checkpoints.map((checkpoint) => checkpoint.number);
  claim(
    numbers.every((number, index) => number === index + 1),
    `checkpoints are ${numbers.join(' ')}`,
  );
  const pushed = goal.delivery.state === 'pushed';
  if (goal.state === 'done' && pushed)
    claim(tree?.delivered === goal.sha, `${tree?.delivered} was delivered`);
}

async function checkStored(world: World, goal: GoalDocument, claim: Claim): Promise<void> {
  const stored = await world.store.load(goal.id);
  claim(JSON.stringify(stored?.document) === JSON.stringify(goal), 'it is stored other than it was written');
  parseDocument(stored?.document);
  const events = await world.store.events(goal.id, 0, 100_000);
  const count = (type: string) => events.filter((event) => event.type === type).length;
  claim(
    events.every((event, index) => event.seq === index + 1),
    'its events are not dense',
  );
  const ends = goal.run - (isTerminal(goal.state) ? 0 : 1);
  claim(
    count('goal.completed') === ends,
    `${count('goal.completed')} runs were completed, it is in run ${goal.run}`,
  );
  claim(count('attempt.started') === goal.turns.length, 'starts in the log are not the rows');
  claim(count('attempt.completed') === goal.turns.length, 'ends in the log are not the rows');
}
