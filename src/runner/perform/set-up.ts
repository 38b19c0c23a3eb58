import { join } from 'node:path/posix';
import { DroverError } from '../../domain/errors.ts';
import type { CheckResult } from '../../domain/acceptance.ts';
import type { EvaluationRequest } from '../../ports/evaluator.ts';
import type { WorkspaceInfo } from '../../ports/workspace.ts';
import { tagOf, type Performance } from './performer.ts';

/** Last lines of its output that people are shown. */
const shownLines = 12;

/**
 * Runs the project's command for new worktrees, once in each: a worktree that was made again is a new one. A try that was
 * cut short is begun anew. SETUP_FAILED when it fails: no turn is burnt in a worktree that nobody can work in.
 */
export async function setUp(performance: Performance, info: WorkspaceInfo): Promise<void> {
  const { goal, tools, signal } = performance;
  const command = goal.spec.setup?.command;
  if (command === undefined || (await tools.workspaces.isSetUp(info, command, signal))) return;
  await runSetUp(performance, { path: info.path, part: 'setup' });
  await tools.workspaces.markSetUp(info, command, signal);
}

/** The same in the second checkout, which is made afresh each time. */
export async function setUpBaseline(performance: Performance, path: string): Promise<void> {
  if (performance.goal.spec.setup !== undefined)
    await runSetUp(performance, { path, part: 'baseline-setup' });
}

interface Place {
  readonly path: string;
  /** Names the process and the log. */
  readonly part: string;
}

async function runSetUp(performance: Performance, { path, part }: Place): Promise<void> {
  const { goal, tools, signal } = performance;
  const { setup } = goal.spec;
  if (setup === undefined) return;
  const logFile = join(await tools.turnFolder(goal, 0), `${part}.log`);
  const request = { ...nothingChanged, workspace: path, tag: tagOf(tools, goal, part), logFile };
  const criterion = { kind: 'shell', expectedExit: 0, ...setup } as const;
  const result = await tools.evaluator.evaluate(criterion, request, signal);
  signal.throwIfAborted();
  if (!result.ok) throw failed(setup.command, result, logFile);
}

/** A command judges nothing: it sees the worktree and no more. */
const nothingChanged: Omit<EvaluationRequest, 'workspace' | 'tag' | 'logFile'> = {
  changes: { files: 0, insertions: 0, deletions: 0, untracked: 0, commits: 0 },
  files: [],
  task: '',
  readBase: async () => undefined,
  diff: async () => '',
};

function failed(command: string, { reason, evidence }: CheckResult, logFile: string): DroverError {
  const lines = evidence.trimEnd().split('\n').slice(-shownLines).join('\n');
  const said = lines.trim() === '' ? '' : `\n${lines}`;
  return new DroverError(
    'SETUP_FAILED',
    `the worktree could not be set up: ${command}: ${reason}`,
    `Mend the project’s \`setup\` or what it needs, then retry the goal. All of its output: ${logFile}${said}`,
  );
}
