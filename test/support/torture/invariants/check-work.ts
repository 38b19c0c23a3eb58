import { readFile } from 'node:fs/promises';
import { findTagged } from '../../../../adapters/process/process-tree.ts';
import { git } from '../../git-repository.ts';
import { answerFile, rightAnswer } from '../agents.ts';
import type { Stage } from '../stage.ts';
import type { PastGoal, Remains } from './remains.ts';

/** The sources hold exactly the accepted commits, every process that was started has its row, and none is left. */
export async function checkWork(stage: Stage, { goals, homeId }: Remains): Promise<string[]> {
  const left = await findTagged(`${homeId}/`);
  const overlaps = await linesOf(stage.traces.overlaps);
  return [
    ...left.map(({ pid, tag }) => `process ${pid} (${tag}) is left`),
    ...overlaps.map((tag) => `${tag} was started while an older agent of the same goal lived`),
    ...checkStarts(goals, homeId, await linesOf(stage.traces.starts)),
    ...(await checkBranches(stage, goals)),
  ];
}

function checkStarts(goals: readonly PastGoal[], homeId: string, starts: readonly string[]): string[] {
  const rows = new Set(
    goals.flatMap(({ goal }) => goal.turns.map(({ run, seq }) => `${homeId}/${goal.id}/${run}-${seq}`)),
  );
  const count = goals.reduce((sum, { goal }) => sum + goal.turns.length, 0);
  return [
    ...(rows.size === count ? [] : ['two turns have the same number']),
    ...starts.filter((tag, index) => starts.indexOf(tag) !== index).map((tag) => `${tag} was started twice`),
    ...starts.filter((tag) => !rows.has(tag)).map((tag) => `${tag} was started and has no row`),
  ];
}

async function checkBranches({ sources }: Stage, goals: readonly PastGoal[]): Promise<string[]> {
  const found: string[] = [];
  for (const source of new Set(Object.values(sources))) {
    const refs = await git(
      source,
      'for-each-ref',
      '--format=%(refname:short) %(objectname)',
      'refs/heads/drover',
    );
    const own = goals.filter(({ goal }) => goal.spec.source === source && goal.delivery.state === 'pushed');
    const wanted = own.map(({ goal }) => `${goal.branch} ${goal.sha}`);
    if (refs.split('\n').filter(Boolean).toSorted().join('\n') !== wanted.toSorted().join('\n'))
      found.push(`${source} holds ${refs}, delivered was ${wanted.join(', ')}`);
    for (const past of own) found.push(...(await checkCommit(source, past)));
  }
  const missing = goals.filter(({ goal }) => goal.state === 'done' && goal.delivery.state !== 'pushed');
  return [...found, ...missing.map(({ goal }) => `${goal.id} is done and was not delivered`)];
}

/** One commit on the base, with the accepted answer and nothing else. */
async function checkCommit(source: string, { goal }: PastGoal): Promise<string[]> {
  const [sha, base] = [goal.sha ?? '', goal.workspace?.baseSha ?? ''];
  const commits = await git(source, 'rev-list', `${base}..${sha}`);
  const names = await git(source, 'diff', '--name-only', base, sha);
  const answer = await git(source, 'show', `${sha}:${answerFile}`);
  const message = await git(source, 'log', '-1', '--format=%B', sha);
  const right =
    commits === sha &&
    names === answerFile &&
    answer === rightAnswer.trimEnd() &&
    message.includes(`Drover-Goal: ${goal.id}`);
  return right ? [] : [`${goal.id} delivered ${commits} with ${names}: ${answer}`];
}

const linesOf = async (file: string): Promise<string[]> =>
  (await readFile(file, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
