import type { GoalSpec } from '../domain/goal.ts';
import type { GoalId } from '../domain/ids.ts';
import { noUsage } from '../domain/turn.ts';
import type { GoalDocument } from './state.ts';

/** A goal as it is when it was asked for: queued, its root card ordered, nothing done yet. */
export function requestGoal(
  id: GoalId,
  spec: GoalSpec,
  facts: { now: number; uuid: string; dependencyWaitMs: number },
): GoalDocument {
  return {
    schema: 3,
    id,
    spec,
    createdAt: facts.now,
    origin: spec.origin,
    roots: 1,
    run: 1,
    before: { usage: noUsage, checksMs: 0 },
    grown: {},
    ...standing(spec, facts),
    next: spec.choose === true ? 'choose' : 'prepare',
    pauseWished: false,
    branch: branchOf(id, spec.title),
    fence: facts.uuid.replaceAll('-', ''),
    criteria: [],
    checksMs: 0,
    delivery: { state: 'none' },
    agent: spec.model === undefined ? { name: spec.agent } : { name: spec.agent, model: spec.model },
    pastSessions: [],
    compaction: { failures: 0 },
    news: [],
    turn: 0,
    attempt: 0,
    seq: 0,
    sameTurn: false,
    turns: [],
    usage: noUsage,
    helperUsage: noUsage,
    streak: { errors: 0, transient: 0, crashes: 0, denies: 0, overflows: 0 },
    checkpoints: [],
    messages: [],
    questions: [],
    dependencies: spec.after.map((goal) => ({ goal })),
    hookRuns: [],
    remembering: { failures: 0, lastSeq: 0 },
    warned: [],
    effects: [],
    nextEffect: 1,
    nextPost: 1,
  };
}

/** A goal that comes after others waits for them first. */
function standing(
  { after, afterFailed }: GoalSpec,
  { now, dependencyWaitMs }: { now: number; dependencyWaitMs: number },
): Pick<GoalDocument, 'state' | 'waiting'> {
  if (after.length === 0) return { state: 'queued' };
  return {
    state: 'waiting',
    waiting: {
      reason: 'dependency',
      note: `${after.join(', ')} ${afterFailed === 'cancel' ? 'to be done' : 'to end'}`,
      deadline: now + dependencyWaitMs,
      course: 'escalate',
      atDeadline: 'the goal is handed to a person',
    },
  };
}

/** Longest slug, in characters; whole words. */
const slugLength = 40;

/** `drover/G-1-fix-the-login`: ASCII letters, digits and dashes only, so text from outside cannot choose a ref. */
export function branchOf(id: GoalId, title: string): string {
  const words =
    title
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word.slice(0, slugLength) : `${slug}-${word}`;
    if (longer.length > slugLength) break;
    slug = longer;
  }
  return slug === '' ? `drover/${id}` : `drover/${id}-${slug}`;
}
