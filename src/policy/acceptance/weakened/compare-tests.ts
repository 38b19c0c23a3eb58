import type { FoundTest, TestFile } from './find-tests.ts';

/** A file with what stands in it, before and after. */
export interface JudgedFile {
  readonly path: string;
  readonly before?: TestFile;
  readonly after?: TestFile;
}

interface Placed {
  readonly file: JudgedFile;
  readonly test: FoundTest;
}

interface Pair {
  readonly before: Placed;
  readonly after: Placed;
}

/** Compares all changed test files at once, since tests move between them. */
export function compareTests(files: readonly JudgedFile[]): readonly string[] {
  const before = files.flatMap((file) => (file.before?.tests ?? []).map((test) => ({ file, test })));
  const after = files.flatMap((file) => (file.after?.tests ?? []).map((test) => ({ file, test })));
  const { pairs, lost } = pairUp(before, after);
  const kept = new Set(pairs.map((pair) => pair.after.file));
  return [
    ...lossesOf(lost),
    ...pairs.filter(({ before: was, after: is }) => is.test.skipped && !was.test.skipped).map(skipped),
    ...files.flatMap((file) => looseMarks(file, kept)),
    ...thinned(files, pairs),
  ];
}

/** A test is found again by its name, by its text, or as the one that took its place in the same file. */
function pairUp(before: readonly Placed[], after: readonly Placed[]) {
  const pairs: Pair[] = [];
  let lost = before;
  const taken = new Set<Placed>();
  for (const key of keys) {
    const open = Map.groupBy(
      after.filter((one) => !taken.has(one)),
      key,
    );
    lost = lost.filter((was) => {
      const wanted = key(was);
      const is = wanted === undefined ? undefined : open.get(wanted)?.shift();
      if (is === undefined) return true;
      taken.add(is);
      pairs.push({ before: was, after: is });
      return false;
    });
  }
  return { pairs, lost };
}

/** By what two tests are taken for the same, the surest first; undefined: by this they are not. */
const keys: readonly ((placed: Placed) => string | undefined)[] = [
  ({ file, test }) => `${file.path}\n${test.name}`,
  ({ test }) => test.print,
  ({ test }) => (test.name === '' ? undefined : test.name),
  ({ test }) => bodyOf(test),
  ({ file }) => file.path,
];

/** Without the name, which may have been changed. */
const bodyOf = ({ name, print }: FoundTest): string => print.replace(name.replaceAll(/\s+/g, ''), '');

/** Names that are listed for one file. */
const mostNames = 5;

function lossesOf(lost: readonly Placed[]): string[] {
  const byFile = Map.groupBy(lost, ({ file }) => file);
  return [...byFile].map(([file, tests]) => {
    const names = tests.slice(0, mostNames).map(({ test }) => nameOf(test));
    const more = tests.length > mostNames ? ` and ${tests.length - mostNames} more` : '';
    const what = file.after === undefined ? 'deleted, and with it' : 'removed';
    return `${file.path}: ${what} ${names.join(', ')}${more}`;
  });
}

const nameOf = ({ name }: FoundTest): string => (name === '' ? 'a test' : `“${name.slice(0, 80)}”`);

const skipped = ({ after: { file, test } }: Pair): string =>
  `${file.path}:${test.line}: ${nameOf(test)} is left out now`;

/** Marks around several tests; in a new file only where older tests moved into it. */
function looseMarks(file: JudgedFile, kept: ReadonlySet<JudgedFile>): string[] {
  const { path, before, after } = file;
  if (after === undefined) return [];
  const found: string[] = [];
  const hadTests = before !== undefined || kept.has(file);
  if (hadTests && after.looseSkips > (before?.looseSkips ?? 0))
    found.push(`${path}: a group of tests is left out now`);
  if (after.focus > (before?.focus ?? 0)) found.push(`${path}: only some tests run now (focus)`);
  return found;
}

/** Assertions move between tests and into helpers; there is a loss only where there are fewer in all, or none in a test. */
function thinned(files: readonly JudgedFile[], pairs: readonly Pair[]): string[] {
  const helpers = sum(
    files.map(({ before, after }) => (after?.looseAsserts ?? 0) - (before?.looseAsserts ?? 0)),
  );
  const total = helpers + sum(files.map(({ before, after }) => assertsIn(after) - assertsIn(before)));
  return pairs.flatMap(({ before, after: { file, test } }) => {
    const was = before.test.asserts;
    if (was > 0 && test.asserts === 0 && helpers <= 0)
      return [`${file.path}:${test.line}: ${nameOf(test)} asserts nothing any more`];
    if (test.asserts < was && total < 0 && helpers <= 0 && !isWidened(before.test, test))
      return [`${file.path}:${test.line}: ${nameOf(test)} has ${test.asserts} assertions, and had ${was}`];
    return [];
  });
}

const assertsIn = (file: JudgedFile['after']): number =>
  sum((file?.tests ?? []).map(({ asserts }) => asserts));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

const wide =
  /to(?:Equal|StrictEqual|MatchObject|MatchSnapshot|MatchInlineSnapshot)\(|deep(?:Strict)?Equal\(|assert_eq!\(|assertEqual\(|assertThat\(|(?:==|eq\()\s?[[{]|cmp\.Diff\(/g;

/** Several assertions became one about a whole. */
const isWidened = (before: FoundTest, after: FoundTest): boolean =>
  [...after.print.matchAll(wide)].length > [...before.print.matchAll(wide)].length;
