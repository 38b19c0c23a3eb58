import type { Criterion } from '../../../../../src/domain/acceptance.ts';
import type { PendingEffect } from '../../../../../src/goal/effects.ts';
import type { GoalDocument } from '../../../../../src/goal/state.ts';
import type { EvaluationRequest } from '../../../../../src/ports/evaluator.ts';
import type { Workspaces } from '../../../../../src/ports/workspace.ts';
import type { Performance, Tools } from '../../../../../src/runner/perform/performer.ts';
import { createRunnerWorld } from '../../../../support/core/runner-world.ts';
import { changed, workspace } from '../../../../support/core/sample-goal.ts';

type Of<T extends PendingEffect['type']> = Extract<PendingEffect, { type: T }>;

/** What was asked of the outside, in order, and what was judged. */
export interface Seen {
  readonly calls: string[];
  readonly judged: { readonly criterion: Criterion; readonly request: EvaluationRequest }[];
}

/** One order of a goal, over a project with these files at its base. */
export function stage<T extends PendingEffect['type']>(
  goal: GoalDocument,
  type: T,
  files: Readonly<Record<string, string>> = {},
) {
  const effect = goal.effects.find((one): one is Of<T> => one.type === type);
  if (effect === undefined) throw new Error(`no ${type} is ordered`);
  const seen: Seen = { calls: [], judged: [] };
  const note = <R>(call: string, value: R): R => {
    seen.calls.push(call);
    return value;
  };
  const workspaces: Partial<Workspaces> = {
    prepare: async () => note('prepare', workspace),
    prepareBaseline: async () => note('prepareBaseline', { path: '/baselines/G-1' }),
    removeBaseline: async () => note('removeBaseline', undefined),
    listBase: async () => [...new Set(Object.keys(files).map((file) => file.split('/')[0] ?? ''))],
    readBase: async (_request, _sha, path) => note(`read ${path}`, files[path]),
    snapshot: async () =>
      note('snapshot', {
        tree: 't'.repeat(40),
        changes: changed,
        files: [{ path: 'test/a.test.ts', change: 'modified', standing: 'untracked' }],
      }),
    changes: async () => note('changes', changed),
    diff: async (_info, most) => note(`diff ${most}`, '+1'),
  };
  const tools: Partial<Tools> = {
    workspaces: workspaces as Workspaces,
    homeId: 'home',
    turnFolder: async (_goal, seq) => `/turns/${seq}`,
    digest: (text) => `digest of ${text}`,
    parseCriteria: (text, file) =>
      text === 'broken'
        ? { ok: false, problem: `${file}, line 1: broken` }
        : { ok: true, criteria: [{ kind: 'file', path: text, required: true }] },
    evaluator: {
      evaluate: async (criterion, request) => {
        seen.calls.push(`judge ${criterion.kind}`);
        seen.judged.push({ criterion, request });
        return { label: 'x', kind: criterion.kind, ok: true, reason: 'fine', evidence: '', durationMs: 1 };
      },
    },
  };
  const never = new AbortController().signal;
  const performance: Performance<Of<T>> = {
    runtime: createRunnerWorld().runtime,
    tools: tools as Tools,
    effect,
    goal,
    signal: never,
    leave: never,
    report: async () => true,
  };
  return { seen, performance };
}
