import type { Problem } from '../config.ts';
import { ConfigFileSchema, type ConfigFile } from '../schema/config-file-schema.ts';
import { problemsOfIssue, valueAt } from './problem-of-issue.ts';

/** Enough for a mistake at every level of the schema, one inside the other. */
const mostRounds = 12;

/**
 * Checks a configuration file against the schema. What is wrong is reported and taken out, and the rest is read all the
 * same, so that the cross-field rules can report their problems in the same run.
 */
export function parseFile(value: unknown): { file: ConfigFile; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  let left = copyOf(value);
  for (let round = 0; round < mostRounds; round += 1) {
    const parsed = ConfigFileSchema.safeParse(left);
    if (parsed.success) return { file: parsed.data, problems };
    const found = parsed.error.issues.flatMap((issue) => problemsOfIssue(issue, left));
    problems.push(...found.map(({ problem }) => problem).filter((one) => isNew(one, problems)));
    left = found.map((one) => cutOf(one.at, left)).reduce(without, left);
  }
  return { file: ConfigFileSchema.parse({}), problems };
}

/** Taking something out can leave its parent incomplete; that is a consequence and not said again. */
const isNew = (problem: Problem, known: readonly Problem[]): boolean =>
  !known.some((one) => one.path === problem.path || one.path.startsWith(`${problem.path}.`));

/** A module can hold a cycle; nothing in the schema is nearly as deep as this. */
const deepest = 40;

/** A deep copy of plain data. */
function copyOf(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > deepest) return value;
  if (Array.isArray(value)) return value.map((item) => copyOf(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner, depth + 1)]));
}

type Path = readonly PropertyKey[];

/**
 * What must go for this problem: the value, or its parent when it is missing. An item leaves a hole in its list, so the
 * others keep their places; the next round takes the hole for missing and the list goes.
 */
function cutOf(at: Path, file: unknown): Path {
  return at.length > 0 && !has(parentOf(at, file), at.at(-1)) ? at.slice(0, -1) : at;
}

/** Changes the copy in place; a path that is gone already is fine. */
function without(file: unknown, cut: Path): unknown {
  const key = cut.at(-1);
  if (key === undefined) return {};
  const parent = parentOf(cut, file);
  if (has(parent, key)) Reflect.deleteProperty(parent, key);
  return file;
}

const parentOf = (path: Path, file: unknown): unknown => valueAt(file, path.slice(0, -1));

const has = (value: unknown, key: PropertyKey | undefined): value is object =>
  typeof value === 'object' && value !== null && key !== undefined && Object.hasOwn(value, key);
