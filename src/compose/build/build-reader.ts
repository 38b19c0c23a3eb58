import type { GoalListItem, Reader } from '../../../adapters/http/reader.ts';
import type { GoalDocument } from '../../goal/state.ts';
import type { GoalSummary } from '../../ports/store/goal-store.ts';
import { loadGoal } from '../../runner/document.ts';
import type { Runtime } from '../../runner/runtime.ts';
import { phaseOf, stateLine } from '../../text/state-line.ts';

/** Goals that ended are listed without being asked for when they are younger than this, in milliseconds. */
const recentMs = 24 * 60 * 60 * 1000;

/** What the HTTP API may read of the goals. */
export function buildReader({ store, clock }: Runtime): Reader {
  return {
    goals: async ({ all }) => {
      const since = clock.now() - recentMs;
      const found = (await store.list({})).filter((goal) => all || !goal.terminal || goal.createdAt >= since);
      const items = await Promise.all(found.map((summary) => listItem(store, summary)));
      return items.filter((item) => item !== undefined);
    },
    goal: async (handle) => {
      const loaded = await loadGoal(store, handle);
      return loaded === undefined ? undefined : wholeGoal(loaded.goal);
    },
    events: async (handle, after, limit) =>
      (await store.load(handle)) === undefined ? undefined : store.events(handle, after, limit),
    eventsSince: (cursor, limit) => store.eventsSince(cursor, limit),
    onCommit: (listener) => store.onCommit(() => listener()),
  };
}

async function listItem(store: Runtime['store'], summary: GoalSummary): Promise<GoalListItem | undefined> {
  const loaded = await loadGoal(store, summary.id);
  return loaded === undefined ? undefined : itemOf(loaded.goal);
}

function itemOf(goal: GoalDocument): GoalListItem {
  const phase = phaseOf(goal);
  return {
    handle: goal.id,
    state: goal.state,
    ...(phase === undefined ? {} : { phase }),
    project: goal.spec.project,
    title: goal.spec.title,
    agent: goal.spec.agent,
    run: goal.run,
    turn: goal.turn,
    usage: goal.usage,
    createdAt: goal.createdAt,
    ...(goal.endedAt === undefined ? {} : { endedAt: goal.endedAt }),
  };
}

/** Everything but what only the loop needs: pending orders and the mark of fenced text. */
function wholeGoal(goal: GoalDocument): object {
  const {
    effects: _effects,
    fence: _fence,
    nextEffect: _nextEffect,
    nextPost: _nextPost,
    id,
    spec,
    ...rest
  } = goal;
  return { ...rest, ...itemOf(goal), handle: id, spec, standing: stateLine(goal) };
}
