import { principalOf } from '../../../../src/domain/actor.ts';
import { isTerminal, type GoalState } from '../../../../src/domain/goal.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import { storedGoal, storedGoals } from '../../world/ledger.ts';
import type { Seen } from '../../world/observe-store.ts';
import { accuse } from '../../world/world.ts';
import { claimOf, type Claim } from '../support/claim.ts';
import type { World } from '../../world/shape/world-shape.ts';

/** Whoever begins may begin: there is room by every cap, and what had to be over before is over. */
export function checkLine(world: World, seen: Seen): void {
  const { before, after } = seen;
  const claim = claimOf(world, seen);
  if (before !== undefined && !works(before.state) && works(after.state)) checkCaps(world, after, claim);
  if (before !== undefined && before.startedAt === undefined && after.startedAt !== undefined)
    checkPredecessors(after, claim);
  checkNews(world, before, after, claim);
  if (isTerminal(after.state) && before?.state !== after.state) expectHeeded(world, after, world.clock.now());
}

/** A worker that naps as long as it can has looked by then, in milliseconds. */
const longestDelayMs = 6000;

/** Whoever waits for it knows soon that it is over, as long as drover is there. */
function expectHeeded(world: World, ended: GoalDocument, since: number): void {
  const { clock, calm } = world;
  const due = Math.max(since, Number.isFinite(calm.since) ? calm.since : clock.now()) + longestDelayMs;
  clock.after(due - clock.now(), () => {
    if (storedGoal(world, ended.id)?.run !== ended.run) return;
    const late = storedGoals(world).filter(
      ({ waiting, dependencies }) =>
        waiting?.reason === 'dependency' &&
        dependencies.some(({ goal, state }) => goal === ended.id && state === undefined),
    );
    if (late.length === 0) return;
    if (Math.max(since, calm.since) + longestDelayMs > clock.now()) expectHeeded(world, ended, since);
    else accuse(world, `${late.map(({ id }) => id).join(' ')} still waits for ${ended.id}, which is over`);
  });
}

const works = (state: GoalState): boolean => state === 'preparing' || state === 'running';

function checkCaps(world: World, goal: GoalDocument, claim: Claim): void {
  const { goals, perUser, perProject, agents } = world.settings.slots;
  const working = storedGoals(world).filter(({ state }) => works(state));
  const among = (cap: number, what: string, of: (one: GoalDocument) => string) => {
    const same = working.filter((one) => of(one) === of(goal));
    claim(
      cap === 0 || same.length <= cap,
      `${same.map(({ id }) => id).join(' ')} work at once, ${cap} may for each ${what}`,
    );
  };
  among(goals, 'drover', () => '');
  among(perUser, 'person', ({ spec }) => principalOf(spec.dispatcher));
  among(perProject, 'project', ({ spec }) => spec.project);
  among(agents[goal.agent.name] ?? 0, 'agent', ({ agent }) => agent.name);
}

/** Only the first run comes after others; a person who begins a new one knows what he does. */
function checkPredecessors({ run, spec, dependencies }: GoalDocument, claim: Claim): void {
  if (run > 1) return;
  for (const { goal, state } of dependencies) {
    claim(state !== undefined && isTerminal(state), `it begins before ${goal} is over`);
    claim(spec.afterFailed === 'run' || state === 'done', `it begins after ${goal}, which is ${state}`);
  }
}

/** What it believes of the others is so, or was so before somebody began a new run. */
function checkNews(world: World, before: GoalDocument | undefined, after: GoalDocument, claim: Claim): void {
  for (const { goal, state } of after.dependencies) {
    const known = before?.dependencies.find((one) => one.goal === goal)?.state;
    const now = storedGoal(world, goal);
    if (state === known || state === undefined || now === undefined || !isTerminal(now.state)) continue;
    claim(now.state === state || now.run > 1, `it takes ${goal} for ${state}, which is ${now.state}`);
  }
}
