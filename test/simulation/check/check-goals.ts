import { isDeepStrictEqual } from 'node:util';
import { isTerminal } from '../../../src/domain/goal.ts';
import { addUsage, noUsage } from '../../../src/domain/turn.ts';
import type { GoalDocument } from '../../../src/goal/state.ts';
import { parseDocument } from '../../../src/runner/document.ts';
import { accuse, type World } from '../world/world.ts';

/** Every goal that there is, as stored at the end. */
export async function storedGoals(world: World): Promise<readonly GoalDocument[]> {
  const summaries = await world.store.list({});
  const stored = await Promise.all(summaries.map(({ id }) => world.store.load(id)));
  return stored.flatMap((row) => (row === undefined ? [] : [parseDocument(row.document)]));
}

/** The stored goals against what really happened in the world. */
export async function checkGoals(world: World): Promise<void> {
  for (const goal of await storedGoals(world)) {
    const claim = (holds: boolean, what: string) => holds || accuse(world, `${goal.id}: ${what}`);
    checkEnd(goal, claim);
    checkTurns(world, goal, claim);
    checkSpend(world, goal, claim);
    checkMessages(world, goal, claim);
    checkWork(world, goal, claim);
    await checkEvents(world, goal, claim);
  }
  for (const process of world.processes.values()) {
    if (process.running) accuse(world, `${process.tag} still runs`);
  }
}

type Claim = (holds: boolean, what: string) => void;

function checkEnd(goal: GoalDocument, claim: Claim): void {
  claim(isTerminal(goal.state) || goal.state === 'paused', `it rests in the state ${goal.state}`);
  claim(goal.effects.length === 0, `orders are left: ${goal.effects.map((effect) => effect.type).join()}`);
  claim(isTerminal(goal.state) === (goal.result !== undefined), 'an end has a reason, and only an end');
}

/** Each start of an agent has exactly one row; a row without a process is one whose start was cut off. */
function checkTurns(world: World, goal: GoalDocument, claim: Claim): void {
  const seqs = goal.turns.map((turn) => turn.seq);
  claim(
    seqs.every((seq, index) => seq === index + 1),
    `rows are numbered ${seqs.join(' ')}`,
  );
  claim(goal.seq === goal.turns.length, `${goal.seq} starts, but ${goal.turns.length} rows`);
  for (const process of world.processes.values()) {
    const seq = Number(process.tag.split('-').at(-1));
    if (process.goal === goal.id) claim(seqs.includes(seq), `${process.tag} has no row`);
  }
}

function checkSpend(world: World, goal: GoalDocument, claim: Claim): void {
  const sum = goal.turns.reduce((total, turn) => addUsage(total, turn.usage), noUsage);
  claim(isDeepStrictEqual(sum, goal.usage), 'the spend is not the sum of the rows');
  const processes = [...world.processes.values()].filter((process) => process.goal === goal.id);
  const ids = new Set(processes.flatMap((process) => process.session ?? []));
  const reported = [...ids].reduce((total, id) => total + (world.sessions.get(id)?.reportedUsd ?? 0), 0);
  const booked = goal.usage.costUsd ?? 0;
  claim(Math.abs(reported - booked) < 1e-6, `$${reported} were reported, $${booked} were booked`);
}

/** Each message ends in one receipt state, and the state tells the truth about what the agents read. */
function checkMessages(world: World, goal: GoalDocument, claim: Claim): void {
  const settled = isTerminal(goal.state) ? ['acknowledged', 'undelivered'] : ['acknowledged', 'queued'];
  for (const { receipt, state, text } of goal.messages) {
    claim(settled.includes(state), `${receipt} rests in the state ${state}`);
    const readers = readersOf(world, goal, receipt, text);
    claim(
      state === 'acknowledged' ? readers === 1 : readers === 0,
      `${receipt} is ${state}, and ${readers} turns that ended in time had it in their prompt`,
    );
  }
}

/** Turns that ran to their end, before the goal had ended, with this message in the prompt. */
function readersOf(world: World, goal: GoalDocument, receipt: string, text: string): number {
  const inTime = goal.turns.filter(
    (turn) => turn.outcome === 'finished' && turn.endedAt <= (goal.endedAt ?? Infinity),
  );
  return inTime.filter(({ seq }) => {
    const prompt = world.processes.get(`home/${goal.id}/${goal.run}-${seq}`)?.prompt ?? '';
    return prompt.includes(text) && prompt.includes(receipt);
  }).length;
}

function checkWork(world: World, goal: GoalDocument, claim: Claim): void {
  const tree = world.trees.get(goal.id);
  const numbers = goal.checkpoints.map((checkpoint) => checkpoint.number);
  claim(
    numbers.every((number, index) => number === index + 1),
    `checkpoints are ${numbers.join(' ')}`,
  );
  if (goal.state !== 'done') return;
  claim(goal.checks?.every((check) => check.ok) === true, 'it is done with red checks');
  claim(goal.sha === tree?.head, `it is done with ${goal.sha}, the head is ${tree?.head}`);
  const pushed = goal.spec.deliver === 'branch' && goal.sha !== tree?.baseSha;
  claim(tree?.delivered === (pushed ? goal.sha : undefined), `${tree?.delivered} was delivered`);
  claim(goal.delivery.state === (pushed ? 'pushed' : 'none'), `its delivery is ${goal.delivery.state}`);
}

async function checkEvents(world: World, goal: GoalDocument, claim: Claim): Promise<void> {
  const events = await world.store.events(goal.id, 0, 100_000);
  const count = (type: string) => events.filter((event) => event.type === type).length;
  claim(
    events.every((event, index) => event.seq === index + 1),
    'its events are not dense',
  );
  claim(count('goal.completed') === (isTerminal(goal.state) ? 1 : 0), 'it was completed not exactly once');
  claim(count('attempt.started') === goal.turns.length, 'starts in the log are not the rows');
  claim(count('attempt.completed') === goal.turns.length, 'ends in the log are not the rows');
}
