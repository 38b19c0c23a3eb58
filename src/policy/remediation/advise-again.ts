import type { Finding, Stage } from './finding.ts';

/** Where the stage alone would advise badly. */
const byKey: Readonly<Record<string, string>> = {
  'python.import_error':
    'Run the import by itself with the interpreter of the check and print sys.path: the module may be there for another interpreter, or be hidden by a file of the same name, or be half loaded by a circular import.',
  'python.fixture_missing':
    'List the fixtures that the test really sees ("pytest --fixtures" on that file); the conftest.py may lie in another folder.',
  'node.module_not_found':
    'Ask the runtime what it resolves, from the file that imports: extension, "exports" and "type" in package.json, and whether the module is installed at all.',
  'ts.cannot_find_module': 'Run tsc with --traceResolution for that one import and read where it looks.',
  'git.conflict_markers': 'Search the whole worktree for the markers, generated and hidden files as well.',
  'packages.lockfile_mismatch':
    'Undo what you did to the lock file by hand, then let the package manager of the project write it anew, in the version that the project pins.',
  'test.snapshot_mismatch':
    'Look at the difference line by line and decide for each whether the task asks for it. What it asks for belongs into a new snapshot, everything else into the code.',
  'test.timeout':
    'Do not raise the limit. Run the test alone, and print before and after each thing that is awaited: the last one that is printed is the one that never ends.',
  timeout:
    'Do not raise the limit. Run the command alone, see what it is doing when it stops moving, and cut the work down until it ends.',
  'env.out_of_memory':
    'Run the smallest part of the check alone. If that is killed, too, something collects without bound: find it by halves. If not, the machine is too small: say so and end your turn.',
};

const byStage: Readonly<Record<Stage, string>> = {
  machine:
    'No change of code has helped, because the cause is outside of it. Take back what you changed for it, say exactly what is missing and end your turn.',
  setup:
    'Leave the code alone for now: compare manifest, lock file and what is really installed, with one command that shows each.',
  syntax:
    'Print the whole part of the file around that place, with line numbers: what is there may not be what you think you wrote. Then write the enclosing function or block anew, whole.',
  build:
    'Do not change that place a third time: open the declaration of every name in it, and follow them to the one that is wrong.',
  surroundings:
    'Find out whether the code causes it or only meets it: run the failing step alone, on the unchanged base as well. If the base fails in the same way, say so and end your turn.',
  runtime:
    'Look where the bad value is made instead of where it hurts: print it at each step on the way, from its source.',
  test: 'Read the test once more, line by line, and the code under test from its entry: what does the test really ask for, and which line decides it? Run that one test alone.',
  style:
    "Look how neighbouring files satisfy this rule, or let the tool's own fix do it; the rule's page says what it wants.",
  rest: 'Run the failing command alone, in its smallest form, and watch where it stands still.',
};

const general: readonly string[] = [
  'Stop repeating the approach: it did not help. Read the code under test and its callers again, one level up from where you last changed something, and consider taking that change back.',
  'Before the next edit write down one hypothesis and what you would see if it were wrong. Look for that first; edit only when the hypothesis still stands.',
];

/** Another way of working for a failure that came again; the root cause decides. Most important first. */
export function adviseAgain(cause: Finding | undefined): readonly string[] {
  if (cause === undefined) return general;
  const specific = byKey[cause.key] ?? byStage[cause.stage];
  return isOutside(cause) ? [specific, byStage.surroundings] : [specific, ...general];
}

/** Neither hypotheses nor edits change a machine. */
const isOutside = ({ stage, severity }: Finding): boolean => stage === 'machine' || severity === 'transient';
