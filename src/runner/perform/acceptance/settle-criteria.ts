import type { Criterion } from '../../../domain/acceptance.ts';
import { DroverError } from '../../../domain/errors.ts';
import type { PendingEffect } from '../../../goal/effects.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { criteriaText } from '../../../policy/acceptance/criteria-text.ts';
import { defaultAcceptance, textsThatTell } from '../../../policy/acceptance/default-acceptance.ts';
import type { Performance } from '../performer.ts';
import { workspaceRequest } from '../workspace-request.ts';

type Prepare = Performance<Extract<PendingEffect, { type: 'PrepareWorkspace' }>>;
type Pinned = NonNullable<GoalDocument['pinned']>;

/** What a goal is judged by, and where that is from. */
export interface Settled {
  readonly criteria: readonly Criterion[];
  readonly pinned: Pinned;
}

/** The project's own file, by its names; the first that is there counts. */
const projectFiles = ['.drover/accept.yaml', '.drover/accept.yml', '.drover/accept.json'];

/**
 * Settles the criteria once and for all: from the request or the configuration, else from the project's own file at the
 * base, else by what the project is there. The agent's branch is never asked.
 * @throws DroverError ACCEPTANCE_INVALID where the project's file is not well-formed
 */
export async function settleCriteria(performance: Prepare, baseSha: string): Promise<Settled> {
  const { goal, tools } = performance;
  if (goal.pinned !== undefined && goal.workspace?.baseSha === baseSha)
    return { criteria: goal.criteria, pinned: goal.pinned };
  const found = await find(performance, baseSha);
  const digest = tools.digest(criteriaText(found.criteria));
  const { source, file } = found;
  return {
    criteria: found.criteria,
    pinned: file === undefined ? { source, digest } : { source, digest, file },
  };
}

interface Found {
  readonly criteria: readonly Criterion[];
  readonly source: Pinned['source'];
  readonly file?: string;
}

async function find({ goal, tools, signal }: Prepare, baseSha: string): Promise<Found> {
  const { acceptance, acceptanceFrom } = goal.spec;
  if (acceptance === 'none') return { criteria: [], source: 'none' };
  if (acceptance !== 'auto') return { criteria: acceptance, source: acceptanceFrom ?? 'request' };
  const request = workspaceRequest(goal);
  const names = await tools.workspaces.listBase(request, baseSha, signal);
  const read = (path: string) => tools.workspaces.readBase(request, baseSha, path, signal);
  const own = names.includes('.drover') ? await readFirst(projectFiles, read) : undefined;
  if (own !== undefined)
    return { ...parse(tools.parseCriteria(own.text, own.file)), source: 'project', file: own.file };
  const texts = new Map<string, string>();
  for (const file of textsThatTell) if (names.includes(file)) texts.set(file, (await read(file)) ?? '');
  return { criteria: defaultAcceptance(names, texts), source: 'default' };
}

async function readFirst(files: readonly string[], read: (path: string) => Promise<string | undefined>) {
  for (const file of files) {
    const text = await read(file);
    if (text !== undefined) return { file, text };
  }
  return undefined;
}

type Parsed = ReturnType<Prepare['tools']['parseCriteria']>;

function parse(parsed: Parsed): { criteria: readonly Criterion[] } {
  if (parsed.ok) return parsed;
  throw new DroverError(
    'ACCEPTANCE_INVALID',
    parsed.problem,
    'Correct it on the base branch and start the goal again, or say what to check: --accept CMD. docs/acceptance.md has examples.',
  );
}
