import { noUsage } from '../domain/turn.ts';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fieldsAt = (fields: Fields, key: string): Fields => {
  const value = fields[key];
  return isFields(value) ? value : {};
};

/** A stored document in today's shape; what is no document of an older shape is left to the schema to judge. */
export function upgradeDocument(document: unknown): unknown {
  if (!isFields(document)) return document;
  if (document['schema'] === 1) return fromSchema2(fromSchema1(document));
  return document['schema'] === 2 ? fromSchema2(document) : document;
}

/** Schema 2 knew no questions, no dependencies, no hooks and no helper model. */
const fromSchema2 = (old: Fields): Fields => ({
  ...old,
  schema: 3,
  helperUsage: noUsage,
  questions: [],
  dependencies: [],
  hookRuns: [],
  remembering: { failures: 0, lastSeq: 0 },
});

/** Schema 1 knew one agent, one session without a size, budgets that could not grow, and no runs but the first. */
function fromSchema1(old: Fields): Fields {
  const { session, effects, waiting, turns, ...rest } = old;
  const spec = fieldsAt(old, 'spec');
  const agent = {
    name: spec['agent'],
    ...(spec['model'] === undefined ? {} : { model: spec['model'] }),
  };
  const work = Array.isArray(turns) ? turns.length : 0;
  return {
    ...rest,
    schema: 2,
    agent,
    before: { usage: noUsage, checksMs: 0 },
    grown: {},
    pastSessions: [],
    compaction: { failures: 0 },
    news: [],
    turns,
    effects: Array.isArray(effects) ? effects.map((effect: unknown) => effectFrom1(effect, agent)) : effects,
    ...(isFields(session) ? { session: sessionFrom1(session, agent.name, work) } : {}),
    ...(isFields(waiting) ? { waiting: { ...waiting, course: 'queue' } } : {}),
  };
}

function sessionFrom1({ costUsd, ...rest }: Fields, agent: unknown, turns: number): Fields {
  return { ...rest, agent, totals: { ...noUsage, costUsd }, turns };
}

function effectFrom1(effect: unknown, agent: Fields): unknown {
  if (!isFields(effect) || effect['type'] !== 'RunTurn') return effect;
  const { session, started, abort, ...rest } = effect;
  const { costUsdBefore, ...binding } = isFields(session) ? session : {};
  return {
    ...rest,
    kind: 'work',
    agent,
    session: { ...binding, totals: { ...noUsage, costUsd: costUsdBefore } },
    ...(isFields(started) ? { started: { ...started, promptBytes: 0 } } : {}),
    ...(abort === true ? { abort: 'cancelled' } : {}),
  };
}
