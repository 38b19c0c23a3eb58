import type { GoalSpec } from '../domain/goal.ts';
import type { GoalId } from '../domain/ids.ts';
import { noUsage } from '../domain/turn.ts';
import type { GoalDocument } from './state.ts';

/** A goal as it is when it was asked for: queued, its root card ordered, nothing done yet. */
export function requestGoal(id: GoalId, spec: GoalSpec, facts: { now: number; uuid: string }): GoalDocument {
  return {
    schema: 2,
    id,
    spec,
    createdAt: facts.now,
    origin: spec.origin,
    roots: 1,
    run: 1,
    before: { usage: noUsage, checksMs: 0 },
    grown: {},
    state: 'queued',
    next: 'prepare',
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
    streak: { errors: 0, transient: 0, crashes: 0, denies: 0, overflows: 0 },
    checkpoints: [],
    messages: [],
    warned: [],
    effects: [],
    nextEffect: 1,
    nextPost: 1,
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
