import { compactionDue } from '../../policy/compact.ts';
import { order, record, type Draft } from '../draft.ts';
import type { GoalDocument } from '../state.ts';
import { budgetOf, usedBy } from '../used.ts';
import { tellAnswers } from './question/questions.ts';
import { handOver, nextAgent, sessionOf } from './sessions.ts';
import { waitForAgent, waitForPurse } from './wait.ts';

/**
 * Orders the next start of an agent: a compaction when one is due, else a work turn. Not while its vendor asked for a
 * pause (then the next agent in line takes over, or the goal waits), nor while no money can be set aside.
 */
export function orderTurn(draft: Draft): void {
  const { goal, context } = draft;
  const cooled = context.cooled.find(({ agent, until }) => agent === goal.agent.name && until > context.now);
  if (cooled !== undefined) {
    const other = nextAgent(draft);
    if (other === undefined) return waitForAgent(draft, cooled);
    draft.notices.push({ type: 'HandedOver', from: goal.agent.name, why: cooled.why });
    handOver(draft, other, cooled.why);
  }
  if (context.emptyPurse !== undefined) return waitForPurse(draft, context.emptyPurse);
  delete goal.emptyPurse;
  sessionOf(draft);
  if (wantsCompaction(draft)) orderCompaction(draft);
  else orderWork(draft);
}

/** Whether the session is to be compacted first; a wish that cannot be fulfilled is dropped, and said. */
function wantsCompaction(draft: Draft): boolean {
  const { goal, context } = draft;
  const { session, compaction } = goal;
  if (session === undefined) return false;
  const able = canCompact(draft);
  if (!able || !session.started) {
    if (compaction.wanted === 'asked')
      draft.notices.push({
        type: 'CompactionFailed',
        problem: able ? 'there is no session yet' : `${goal.agent.name} cannot compact its session`,
        givenUp: false,
      });
    delete compaction.wanted;
    return false;
  }
  compaction.wanted ??= compactionDue(
    {
      ageMs: context.now - (session.compactedAt ?? session.createdAt),
      turns: session.turns,
      ...(session.context === undefined ? {} : { context: session.context }),
    },
    compaction.failures,
    context.rules.compaction,
  );
  return compaction.wanted !== undefined;
}

/** The agent compacts its own session, or the helper model sums it up for a fresh one. */
export const canCompact = (draft: Draft): boolean =>
  compactsItself(draft) || draft.context.rules.helps.compact;

const compactsItself = ({ goal, context }: Draft): boolean =>
  context.agents.get(goal.agent.name)?.compacts === true;

/** It takes no turn, no checkpoint and no messages: those wait for the turn after it. */
function orderCompaction(draft: Draft): void {
  const { goal } = draft;
  record(draft, 'compact', { why: goal.compaction.wanted, context: goal.session?.context });
  if (!compactsItself(draft)) {
    order(draft, { type: 'SummariseSession' });
    return;
  }
  order(draft, {
    type: 'RunTurn',
    kind: 'compact',
    turn: goal.turn,
    attempt: goal.attempt,
    receipts: [],
    ...shared(draft),
  });
}

/** Counts the turn and takes the queued operator messages. */
function orderWork(draft: Draft): void {
  const { goal } = draft;
  if (goal.sameTurn) goal.attempt += 1;
  else {
    goal.turn += 1;
    goal.attempt = 1;
  }
  goal.sameTurn = false;
  forgetVerdict(draft);
  tellAnswers(draft);
  const checkpoint = goal.checkpoints.at(-1)?.sha;
  order(draft, {
    type: 'RunTurn',
    kind: 'work',
    turn: goal.turn,
    attempt: goal.attempt,
    receipts: deliverMessages(draft),
    ...(checkpoint === undefined ? {} : { checkpoint }),
    ...shared(draft),
  });
}

/** What was proven, committed or about to be delivered is not the work any more once the agent goes on with it. */
function forgetVerdict({ goal }: Draft): void {
  delete goal.verified;
  delete goal.sha;
  delete goal.evaluatedTree;
  delete goal.flags;
  if (goal.delivery.state === 'pending') goal.delivery = { state: 'none' };
}

function shared(draft: Draft) {
  const { goal } = draft;
  const { id, started, totals } = sessionOf(draft);
  return { agent: { ...goal.agent }, session: { id, resume: started, totals }, ...wallLeft(goal) };
}

function wallLeft(goal: GoalDocument): { wallLeftMs?: number } {
  const { wallMs } = budgetOf(goal);
  return wallMs > 0 ? { wallLeftMs: Math.max(wallMs - (usedBy(goal).wallMs ?? 0), 1000) } : {};
}

function deliverMessages(draft: Draft): string[] {
  const queued = draft.goal.messages.filter((message) => message.state === 'queued');
  for (const message of queued) {
    message.state = 'delivered';
    message.turn = draft.goal.turn;
    record(draft, 'message.receipt', { receipt: message.receipt, state: 'delivered', turn: draft.goal.turn });
  }
  return queued.map((message) => message.receipt);
}
