import type { RunTurnEffect } from '../../../../src/goal/effects.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { TurnRequest } from '../../../../src/ports/agent.ts';
import { isDeepStrictEqual } from 'node:util';
import { isWanted, storedGoal, turnOfTag } from '../ledger.ts';
import { goalOfTag } from '../tags.ts';
import { accuse } from '../world.ts';
import type { AgentProcess, Life, World } from '../shape/world-shape.ts';

/** An agent starts beside no other one of its goal, under a tag of its own, with a session that fits. */
export function inspectStart(world: World, request: TurnRequest): void {
  const { tag, kind, prompt } = request;
  const goal = goalOfTag(tag);
  const claim = (holds: boolean, what: string) => holds || accuse(world, `${tag} ${what}`);
  for (const other of world.processes.values())
    claim(other.goal !== goal || !other.running, `was started beside ${other.tag}`);
  for (const check of world.checks.values())
    claim(check.goal !== goal || check.onBase, `was started while the checks of ${goal} run`);
  claim(!world.processes.has(tag), 'was started twice');
  claim(kind === 'compact' || prompt.trim() !== '', 'was started with an empty prompt');
  claim(isWanted(world, tag), 'was started, and no order is pending for it');
  inspectSession(world, request, claim);
  if (kind === 'work') inspectPrompt(world, request, claim);
  inspectCooldown(world, request, claim);
}

/** An order that was given a moment before the news of a pause is carried out all the same; milliseconds. */
const newsTravelsMs = 1000;

function inspectCooldown(world: World, { tag }: TurnRequest, claim: Claim): void {
  const now = world.clock.now();
  const cooled = world.ledger.cooldowns.get(turnOfTag(world, tag)?.agent.name ?? '');
  const known = cooled !== undefined && cooled.since + newsTravelsMs < now && cooled.until > now;
  claim(!known, `is started while ${cooled?.agent} is cooled down`);
}

/** What the agent has to know stands in the prompt. */
function inspectPrompt(world: World, { tag, prompt, session }: TurnRequest, claim: Claim): void {
  const goal = storedGoal(world, goalOfTag(tag));
  const turn = turnOfTag(world, tag);
  if (goal === undefined || turn === undefined) return;
  inspectMessages(goal, { turn, prompt }, claim);
  inspectAnswers(goal, prompt, claim);
  const { slept, summaries } = world.ledger;
  claim(!slept.has(goal.id) || prompt.includes('the build takes its time'), 'does not say that it slept');
  claim(session.resume || prompt.includes(goal.spec.text), 'begins without its task');
  const summary = summaries.get(goal.id) ?? '';
  claim(session.resume || prompt.includes(summary), `begins without “${summary}”`);
}

interface Told {
  readonly turn: RunTurnEffect;
  readonly prompt: string;
}

function inspectMessages(goal: GoalDocument, { turn, prompt }: Told, claim: Claim): void {
  for (const { receipt, text } of goal.messages) {
    const given = turn.receipts.includes(receipt);
    claim(given === prompt.includes(`[${receipt}]`), `${given ? 'lacks' : 'repeats'} the message ${receipt}`);
    claim(!given || prompt.includes(text), `has another text for ${receipt}`);
  }
}

/** An answer that its agent does not know yet is told. */
function inspectAnswers({ questions }: GoalDocument, prompt: string, claim: Claim): void {
  for (const { id, state, taken, answer = '' } of questions) {
    const owed = state === 'answered' && taken !== true;
    claim(!owed || prompt.includes(answer), `does not tell the answer to ${id}`);
  }
}

type Claim = (holds: boolean, what: string) => void;

/** A session is resumed only where there is one, by the agent whose it is, with the totals that were told last. */
function inspectSession(world: World, { session, kind, tag }: TurnRequest, claim: Claim): void {
  const known = world.sessions.get(session.id);
  const agent = turnOfTag(world, tag)?.agent.name;
  if (!session.resume) {
    claim(known === undefined, `begins the session ${session.id}, which exists`);
    claim(kind === 'work', 'compacts a session that does not exist');
    return;
  }
  if (known === undefined) return claim(false, `resumes the session ${session.id}, which never was`);
  claim(!known.lost, `resumes the session ${session.id}, which was lost`);
  claim(known.agent === agent, `resumes a session of ${known.agent} with ${agent}`);
  claim(known.goal === goalOfTag(tag), `resumes a session of ${known.goal}`);
}

/** A process is followed by one life at a time, and as the turn that it was started for. */
export function inspectAttach({ world }: Life, process: AgentProcess, request: TurnRequest): void {
  const { tag } = process;
  const started = process.request;
  const claim = (holds: boolean, what: string) => holds || accuse(world, `${tag} ${what}`);
  claim(process.watcher === undefined, 'is attached to while another life watches it');
  claim(request.tag === tag, `is attached to as ${request.tag}`);
  claim(request.kind === started.kind, `was a ${started.kind} turn, and is attached to as ${request.kind}`);
  claim(
    isDeepStrictEqual(request.session, started.session),
    'is attached to with another session or other totals',
  );
}
