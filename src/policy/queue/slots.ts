import type { GoalState } from '../../domain/goal.ts';
import type { GoalId } from '../../domain/ids.ts';
import type { SlotCaps } from '../../domain/rules/slot-caps.ts';

export interface SlotCandidate {
  readonly id: GoalId;
  readonly state: GoalState;
  /** 1 is the most urgent. */
  readonly priority: number;
  readonly createdAt: number;
  readonly project: string;
  readonly owner: string;
  /** Who works on it now, or will: after a hand-over the agent that took over. */
  readonly agent: string;
}

/** A goal that waits this long is treated as one step more urgent, so that none starves. */
const ageingMs = 10 * 60 * 1000;

/** Goals that hold a slot: derived from their state, so a slot can neither be lost nor freed twice. */
const holdsSlot = (goal: SlotCandidate): boolean => goal.state === 'preparing' || goal.state === 'running';

/** What goals share: one cap, and how many of the goals at work count for it. */
interface Share {
  readonly what: 'goals' | 'agent' | 'project' | 'user';
  readonly name: string;
  readonly cap: number;
}

const sharesOf = (goal: SlotCandidate, caps: SlotCaps): Share[] => {
  const shares: Share[] = [{ what: 'goals', name: '', cap: caps.goals }];
  const agent = Object.hasOwn(caps.agents, goal.agent) ? (caps.agents[goal.agent] ?? 0) : 0;
  if (agent > 0) shares.push({ what: 'agent', name: goal.agent, cap: agent });
  if (caps.perProject > 0) shares.push({ what: 'project', name: goal.project, cap: caps.perProject });
  if (caps.perUser > 0) shares.push({ what: 'user', name: goal.owner, cap: caps.perUser });
  return shares;
};

type Counts = Map<string, number>;

const keyOf = ({ what, name }: Share): string => `${what}/${name}`;

function count(counts: Counts, shares: readonly Share[]): void {
  for (const share of shares) counts.set(keyOf(share), (counts.get(keyOf(share)) ?? 0) + 1);
}

const isFull = (counts: Counts, share: Share): boolean => (counts.get(keyOf(share)) ?? 0) >= share.cap;

function atWork(goals: readonly SlotCandidate[], caps: SlotCaps): Counts {
  const counts: Counts = new Map();
  for (const goal of goals) if (holdsSlot(goal)) count(counts, sharesOf(goal, caps));
  return counts;
}

/** Most urgent first, then oldest. */
function inLine(goals: readonly SlotCandidate[], now: number): SlotCandidate[] {
  const urgency = (goal: SlotCandidate) => goal.priority - Math.floor((now - goal.createdAt) / ageingMs);
  return goals
    .filter((goal) => goal.state === 'queued')
    .toSorted((a, b) => urgency(a) - urgency(b) || a.createdAt - b.createdAt);
}

/** The queued goals that may start now. One whose own cap is full stands aside and blocks nobody behind it. */
export function chooseGoals(goals: readonly SlotCandidate[], caps: SlotCaps, now: number): readonly GoalId[] {
  const counts = atWork(goals, caps);
  const chosen: GoalId[] = [];
  for (const goal of inLine(goals, now)) {
    const shares = sharesOf(goal, caps);
    if (shares.some((share) => isFull(counts, share))) continue;
    count(counts, shares);
    chosen.push(goal.id);
  }
  return chosen;
}

/** Why a queued goal does not work yet, for people: `4 of 4 goals are working`; undefined: it is its turn. */
export function whyQueued(
  goal: SlotCandidate,
  goals: readonly SlotCandidate[],
  caps: SlotCaps,
): string | undefined {
  if (goal.state !== 'queued') return undefined;
  const counts = atWork(goals, caps);
  const full = sharesOf(goal, caps).find((share) => isFull(counts, share));
  return full === undefined ? undefined : wordsOf(full, counts.get(keyOf(full)) ?? 0);
}

function wordsOf({ what, name, cap }: Share, working: number): string {
  const verb = cap === 1 && working === 1 ? 'is' : 'are';
  const some = `${working} of ${cap} ${cap === 1 ? 'goal' : 'goals'}`;
  if (what === 'goals') return `${some} ${verb} working`;
  if (what === 'user') return `${some} of its dispatcher ${verb} working`;
  return what === 'agent'
    ? `${some} ${verb} working with the agent ${name}`
    : `${some} of the project ${name} ${verb} working`;
}
