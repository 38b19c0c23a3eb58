import type { GoalSpec, GoalState } from '../domain/goal.ts';
import type { GoalId } from '../domain/ids.ts';
import { noUsage } from '../domain/turn.ts';
import { openDependencies } from '../policy/queue/dependencies.ts';
import { dependencyWait } from './moves/heed-dependencies.ts';
import type { GoalDocument } from './state.ts';

/** What the surroundings know when a goal is asked for. */
export interface RequestFacts {
  readonly now: number;
  readonly uuid: string;
  readonly dependencyWaitMs: number;
  /** How those of `spec.after` ended that have ended already. */
  readonly ended?: ReadonlyMap<GoalId, GoalState>;
}

/** A goal as it is when it was asked for: queued, its root card ordered, nothing done yet. */
export function requestGoal(id: GoalId, spec: GoalSpec, facts: RequestFacts): GoalDocument {
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
    ladders: [],
    questions: [],
    dependencies: dependenciesOf(spec, facts),
    hookRuns: [],
    remembering: { failures: 0, lastSeq: 0 },
    warned: [],
    effects: [],
    nextEffect: 1,
    nextPost: 1,
  };
}

function dependenciesOf({ after }: GoalSpec, { ended }: RequestFacts): GoalDocument['dependencies'] {
  return after.map((goal) => {
    const state = ended?.get(goal);
    return state === undefined ? { goal } : { goal, state };
  });
}

/** A goal that comes after others waits for them first. */
function standing(spec: GoalSpec, facts: RequestFacts): Pick<GoalDocument, 'state' | 'waiting'> {
  const dependencies = dependenciesOf(spec, facts);
  if (openDependencies(dependencies).length === 0) return { state: 'queued' };
  return {
    state: 'waiting',
    waiting: dependencyWait(dependencies, spec, facts.now + facts.dependencyWaitMs),
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
