import { git } from '../../git-repository.ts';
import { answerFile, rightAnswer } from '../agents.ts';
import type { Stage } from '../stage.ts';
import type { PastGoal, Remains } from './remains.ts';

/** The sources hold exactly the accepted commits: of each goal that which was delivered last, also when a later run was not. */
export async function checkBranches({ sources }: Stage, { goals }: Remains): Promise<string[]> {
  const found: string[] = [];
  for (const source of sources) {
    const refs = await git(
      source,
      'for-each-ref',
      '--format=%(refname:short) %(objectname)',
      'refs/heads/drover',
    );
    const own = goals.filter(({ goal }) => goal.spec.source === source).flatMap(deliveredOf);
    const wanted = own.map(({ branch, sha }) => `${branch} ${sha}`);
    if (refs.split('\n').filter(Boolean).toSorted().join('\n') !== wanted.toSorted().join('\n'))
      found.push(`${source} holds ${refs}, delivered was ${wanted.join(', ')}`);
    for (const delivered of own) found.push(...(await checkCommit(source, delivered)));
  }
  const missing = goals.filter(({ goal }) => goal.state === 'done' && goal.delivery.state !== 'pushed');
  return [...found, ...missing.map(({ goal }) => `${goal.id} is done and was not delivered`)];
}

interface Delivered {
  readonly id: string;
  readonly branch: string;
  readonly sha: string;
  readonly base: string;
}

function deliveredOf({ goal, events }: PastGoal): Delivered[] {
  const last = events.findLast(({ type }) => type === 'delivered');
  const base = goal.workspace?.baseSha ?? '';
  return last === undefined
    ? []
    : [{ id: goal.id, branch: goal.branch, sha: String(last.data['sha']), base }];
}

/** One commit on the base, with the accepted answer and nothing else. */
async function checkCommit(source: string, { id, sha, base }: Delivered): Promise<string[]> {
  const commits = await git(source, 'rev-list', `${base}..${sha}`);
  const names = await git(source, 'diff', '--name-only', base, sha);
  const answer = await git(source, 'show', `${sha}:${answerFile}`);
  const message = await git(source, 'log', '-1', '--format=%B', sha);
  const right =
    commits === sha &&
    names === answerFile &&
    answer === rightAnswer.trimEnd() &&
    message.includes(`Drover-Goal: ${id}`);
  return right ? [] : [`${id} delivered ${commits} with ${names}: ${answer}`];
}
