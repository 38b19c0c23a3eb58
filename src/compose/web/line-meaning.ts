import type { WebOptions } from '../../../adapters/http/pages/web-options.ts';
import type { VerbTable } from '../../app/parse-verb.ts';
import type { Verb } from '../../app/verbs/verb.ts';
import type { Origin } from '../../domain/origin.ts';
import type { GoalId } from '../../domain/ids.ts';
import type { Store } from '../../ports/store/store.ts';
import { loadGoal } from '../../runner/document.ts';
import { listensTo } from '../chat/listens-to.ts';

interface Sources {
  readonly store: Store;
  readonly table: VerbTable;
  /** Where goals belong that are given here. */
  readonly place: Origin;
}

/**
 * What a line typed on a page asks for. On the page of a goal a verb is what begins with `!` or `/goal`, or is a single
 * word that is one; everything else answers the question that is open, or is for the agent.
 */
export const lineMeaning =
  ({ store, table, place }: Sources): WebOptions['meaning'] =>
  async (typed, goal, at) => {
    const marked = /^(?:(?:drover\s+|\/)goal\b|!)\s*/i;
    const line = typed.replace(marked, '');
    const verb = verbOf(table, line);
    const isVerb = goal === undefined || marked.test(typed) || (verb !== undefined && !/\s/.test(line));
    const thread = goal === undefined ? undefined : await threadOf(store, goal);
    if (isVerb) {
      const about = verb !== undefined && verb.goal !== 'none';
      return { request: { form: 'line', line }, place: about ? (thread ?? place) : place };
    }
    const said = (thread && (await listensTo(store, thread, at))) ?? 'say';
    return { request: { form: 'fields', verb: said, goal, text: typed }, place: thread ?? place };
  };

function verbOf({ verbs }: VerbTable, line: string): Verb | undefined {
  const name = line.split(/\s/, 1)[0]?.toLowerCase() ?? '';
  return verbs.find((verb) => verb.name === name || verb.aliases?.includes(name));
}

/** The thread of a goal; undefined as long as it has none. */
async function threadOf(store: Store, goal: GoalId): Promise<Origin | undefined> {
  const origin = (await loadGoal(store, goal))?.goal.origin;
  return origin?.thread === undefined ? undefined : origin;
}
