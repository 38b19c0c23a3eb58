import { LineCounter, parseDocument, type Document } from 'yaml';
import type { Criterion } from '../../domain/acceptance.ts';
import { toError } from '../../domain/errors.ts';
import { normaliseCriterion } from '../normalise/normalise-criteria.ts';
import { CriteriaSchema } from '../schema/criterion-schema.ts';
import { pathText, problemsOfIssue } from './problem-of-issue.ts';

export type ParsedCriteria =
  | { readonly ok: true; readonly criteria: readonly Criterion[] }
  /** One line: the file, the line in it, and what is wrong there. */
  | { readonly ok: false; readonly problem: string };

/** Longer files are no list of criteria, in characters. */
const longest = 64 * 1024;

/**
 * Reads the criteria of a project's own file, YAML or JSON: a list of the same criteria as under `accept`.
 * `verifiers`: the functions that the configuration names.
 */
export function parseCriteria(text: string, file: string, verifiers: readonly string[]): ParsedCriteria {
  if (text.length > longest) return { ok: false, problem: `${file} is longer than 64 KiB` };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined)
    return problemAt(file, lines.linePos(broken.pos[0]).line, firstLine(broken.message));
  const value = plain(document);
  if ('problem' in value) return { ok: false, problem: `${file}: ${value.problem}` };
  return judge(value.value, { file, verifiers, lineOf: (path) => lineAt(document, lines, path) });
}

const problemAt = (file: string, line: number, message: string): ParsedCriteria => ({
  ok: false,
  problem: `${file}, line ${line}: ${message}`,
});

const firstLine = (text: string): string => text.split('\n')[0] ?? '';

/** References that multiply are refused by the parser. */
function plain(document: Document): { value: unknown } | { problem: string } {
  try {
    const value: unknown = document.toJS();
    return { value };
  } catch (error) {
    return { problem: firstLine(toError(error).message) };
  }
}

type Path = readonly PropertyKey[];

interface Place {
  readonly file: string;
  readonly verifiers: readonly string[];
  readonly lineOf: (path: Path) => number;
}

/** As the same words under `accept` of a project would be judged. */
const prefix: Path = ['projects', 'it', 'accept'];

function judge(value: unknown, { file, verifiers, lineOf }: Place): ParsedCriteria {
  const parsed = CriteriaSchema.safeParse(value);
  if (!parsed.success) {
    const whole = { projects: { it: { accept: value } } };
    const [first] = parsed.error.issues.flatMap((issue) => problemsOfIssue(issue, whole, prefix));
    const path = first?.at.slice(prefix.length) ?? [];
    const where = path.length === 0 ? '' : `${pathText(path)} `;
    return problemAt(file, lineOf(path), `${where}${first?.problem.message}. ${first?.problem.hint}`);
  }
  const criteria = parsed.data.map(normaliseCriterion);
  const lost = criteria.findIndex((criterion) => namesNothing(criterion, verifiers));
  if (lost === -1) return { ok: true, criteria };
  return problemAt(
    file,
    lineOf([lost]),
    `${lost}.use names no function under \`verifiers\` of drover’s configuration`,
  );
}

const namesNothing = (criterion: Criterion, verifiers: readonly string[]): boolean =>
  criterion.kind === 'custom' && criterion.check === 'function' && !verifiers.includes(criterion.use);

/** The line of the innermost thing on the path that is there. */
function lineAt(document: Document, lines: LineCounter, path: Path): number {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node: unknown = document.getIn(path.slice(0, depth), true);
    const start = startOf(node);
    if (start !== undefined) return lines.linePos(start).line;
  }
  return 1;
}

function startOf(node: unknown): number | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node)) return undefined;
  const { range } = node;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : undefined;
}
