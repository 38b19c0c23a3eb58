import { parseHandle, type GoalId } from '../domain/ids.ts';
import type { Request, VerbAnswer } from '../domain/verb.ts';
import { oneLine } from '../text/format.ts';
import { button } from '../text/card/button.ts';
import { refusal, withButtons } from './answers.ts';
import { runFormAct } from './desk/form/read-form.ts';
import { nearest } from '../text/nearest.ts';
import { plannedFlag, setFlag, takeFlag } from './parse-flags.ts';
import { fieldAction, takeAction } from './parse/parse-action.ts';
import { wordsOfArgv, wordsOfLine, type Words } from './parse-line.ts';
import { parseRequest } from './parse-request.ts';
import type { ActionCall, FlagValue, Verb } from './verbs/verb.ts';

export interface ParsedVerb {
  readonly verb: Verb;
  readonly goal?: GoalId;
  /** `R-7K2M4Q`, for verbs that decide one. */
  readonly request?: string;
  readonly action?: ActionCall;
  readonly text: string;
  readonly flags: Readonly<Record<string, FlagValue>>;
}

export type ParseResult = { ok: true; parsed: ParsedVerb } | { ok: false; answer: VerbAnswer };

/** The verbs there are, and the names of those that are planned: asked for, they answer that they are not built. */
export interface VerbTable {
  readonly verbs: readonly Verb[];
  readonly planned: readonly string[];
  /** What to use until then. */
  readonly instead: Readonly<Record<string, string>>;
}

/** Longest text that is taken, in characters. */
const longestText = 10_000;

const bad = (answer: VerbAnswer): ParseResult => ({ ok: false, answer });

/**
 * What somebody asked → a verb with typed arguments, or the answer that says what is wrong with it.
 * @param inThread it was typed inside a goal's thread
 */
export function parseVerb(table: VerbTable, request: Request, inThread: boolean): ParseResult {
  if (request.form === 'fields') return parseFields(table, request);
  const words = request.form === 'line' ? wordsOfLine(request.line) : wordsOfArgv(request.argv);
  const whole = words.rest();
  const name = words.take() ?? 'help';
  const verb = findVerb(table, name);
  if (verb === undefined) return bad(unknownVerb(table, name, whole));
  return verb.actions === undefined ? parseWords(verb, words, inThread) : parseParts(verb, words, {});
}

/** A verb with parts: which one, its words and flags in any order, then the text. */
function parseParts(verb: Verb, words: Words, flags: Record<string, FlagValue>): ParseResult {
  const action = takeAction(verb, words, flags);
  return 'content' in action ? bad(action) : finish(verb, { action }, words.rest(), flags);
}

const findVerb = (table: VerbTable, name: string): Verb | undefined =>
  table.verbs.find(
    (verb) => verb.name === name.toLowerCase() || (verb.aliases ?? []).includes(name.toLowerCase()),
  );

/** @param whole everything that was typed, the name of the verb included, as it was typed */
function unknownVerb(table: VerbTable, name: string, whole: string): VerbAnswer {
  if (table.planned.includes(name.toLowerCase()))
    return refusal(
      'NOT_BUILT',
      `“${name}” is not built yet`,
      table.instead[name.toLowerCase()] ?? 'See /goal help for what there is.',
    );
  const guess = nearest(
    name,
    table.verbs.flatMap((verb) => [verb.name, ...(verb.aliases ?? [])]),
  );
  const offer = guess === undefined ? '' : ` Did you mean “${guess}”?`;
  const looksLikeGoal = whole.split(/\s+/).length >= 3;
  const hint = looksLikeGoal
    ? `Nothing was started. If this is work to do, type: /goal run ${oneLine(whole, 200)}`
    : 'Nothing was done. /goal help shows every verb.';
  const act = looksLikeGoal ? runFormAct(whole) : undefined;
  return withButtons(
    refusal('VERB_UNKNOWN', `There is no verb “${oneLine(name, 60)}”.${offer}`, hint),
    act === undefined ? [] : [button(act, 'Start it as a goal…', 'primary')],
  );
}

function parseWords(verb: Verb, words: Words, inThread: boolean): ParseResult {
  const flags: Record<string, FlagValue> = {};
  let target: Target = {};
  for (let word = words.peek(); word !== undefined; word = words.peek()) {
    const found = isEmpty(target) ? targetIn(verb, word, inThread) : {};
    if (!isEmpty(found)) {
      target = found;
      words.take();
    } else if (/^(?:--|—)[a-z]/.test(word)) {
      const problem = takeFlag(verb, words, flags);
      if (problem !== undefined) return bad(problem);
    } else {
      if (word === '--') words.take();
      break;
    }
  }
  return finish(verb, target, words.rest(), flags);
}

/** What a verb is about. */
type Target = Pick<ParsedVerb, 'goal' | 'request'>;

const isEmpty = ({ goal, request }: Target): boolean => goal === undefined && request === undefined;

function targetIn(verb: Verb, word: string, inThread: boolean): Target {
  if (verb.goal === 'none') return {};
  if (verb.goal === 'needed') return asGoal(handleIn(word, inThread));
  const request = parseRequest(word);
  return request === undefined ? {} : { request };
}

const asGoal = (goal: GoalId | undefined): Target => (goal === undefined ? {} : { goal });

/** In a goal's thread the handle may be left out, so a bare number there belongs to the text. */
const handleIn = (word: string, inThread: boolean): GoalId | undefined =>
  inThread && /^\d/.test(word) ? undefined : parseHandle(word);

type Fields = Extract<Request, { form: 'fields' }>;

function parseFields(table: VerbTable, request: Fields): ParseResult {
  const verb = findVerb(table, request.verb);
  if (verb === undefined)
    return bad(unknownVerb(table, request.verb, `${request.verb} ${request.text ?? ''}`.trim()));
  const { request: decided, ...others } = request.flags ?? {};
  const asked = verb.goal === 'request' ? decided : undefined;
  const target = verb.goal === 'request' ? fieldRequest(asked) : fieldGoal(verb, request.goal);
  if ('content' in target) return bad(target);
  const flags: Record<string, FlagValue> = {};
  const given = verb.goal === 'request' ? others : (request.flags ?? {});
  if (request.part !== undefined)
    return parseFieldPart(verb, { ...request, flags: given, part: request.part });
  const problem = takeFields(verb, given, flags);
  return problem === undefined ? finishFields(verb, target, request.text ?? '', flags) : bad(problem);
}

/** A surface with typed options has the part, and each of its words, apart. */
function parseFieldPart(
  verb: Verb,
  { part, text = '', flags: given = {} }: Fields & { part: string },
): ParseResult {
  const action = fieldAction(verb, part, given);
  if ('content' in action) return bad(action);
  const { name: _name, cron: _cron, ...others } = given;
  const flags: Record<string, FlagValue> = {};
  const problem = takeFields(verb, others, flags);
  return problem === undefined ? finish(verb, { action }, text.trim(), flags) : bad(problem);
}

const finishFields = (
  verb: Verb,
  target: Target,
  text: string,
  flags: Record<string, FlagValue>,
): ParseResult =>
  verb.actions === undefined
    ? finish(verb, target, text.trim(), flags)
    : parseParts(verb, wordsOfLine(text), flags);

function fieldGoal(verb: Verb, given: string | undefined): Target | VerbAnswer {
  if (verb.goal === 'none' || given === undefined) return {};
  const goal = parseHandle(given);
  if (goal !== undefined) return { goal };
  return refusal('WRONG_USAGE', `“${oneLine(given, 40)}” is no handle`, 'Handles look like G-42.');
}

function fieldRequest(given: unknown): Target | VerbAnswer {
  if (given === undefined) return {};
  const request = typeof given === 'string' ? parseRequest(given) : undefined;
  if (request !== undefined) return { request };
  return refusal(
    'WRONG_USAGE',
    `“${oneLine(typeof given === 'string' ? given : typeof given, 40)}” is no request`,
    'Requests look like R-7K2M4Q.',
  );
}

function takeFields(
  verb: Verb,
  given: NonNullable<Fields['flags']>,
  flags: Record<string, FlagValue>,
): VerbAnswer | undefined {
  for (const [name, value] of Object.entries(given)) {
    const spec = verb.flags.find((flag) => flag.name === name);
    const known = verb.flags.map((flag) => flag.name).join(' ') || 'none';
    const unknown = () =>
      verb.plannedFlags?.includes(name) === true
        ? plannedFlag(verb, name)
        : refusal('WRONG_USAGE', `“${verb.name}” has no flag ${oneLine(name, 40)}`, `It takes: ${known}.`);
    const problem = spec === undefined ? unknown() : setFlag(spec, value, flags);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function finish(
  verb: Verb,
  target: Target & Pick<ParsedVerb, 'action'>,
  text: string,
  flags: Record<string, FlagValue>,
): ParseResult {
  if (text.length > longestText)
    return bad(
      refusal(
        'TEXT_TOO_LONG',
        `The text has ${text.length} characters; ${longestText} are the most`,
        'Put the details into a file of the repository and name it in the text.',
      ),
    );
  if (textOf(verb, target.action) === 'needed' && text === '' && flags[verb.textUnless ?? ''] === undefined)
    return bad(
      refusal(
        'TEXT_REQUIRED',
        `“${verb.name}” needs ${verb.textName ?? 'a text'}`,
        `Example: /goal ${usageOf(verb)}`,
      ),
    );
  return { ok: true, parsed: { verb, text, flags, ...target } };
}

const textOf = (verb: Verb, action: ActionCall | undefined): Verb['text'] =>
  verb.actions?.find(({ name }) => name === action?.name)?.text ?? verb.text;

/** `pause [G-1]`, `run [--project P] … TEXT`. */
export function usageOf(verb: Verb): string {
  const flags = verb.flags.map(
    (flag) =>
      `[--${flag.name}${flag.type === 'switch' ? '' : ` ${flag.value ?? 'VALUE'}`}]${flag.type === 'list' ? '…' : ''}`,
  );
  const goal = { needed: ['[G-1]'], request: ['R-7K2M4Q'], none: [] }[verb.goal];
  const name = verb.textName ?? 'TEXT';
  const parts = verb.actions?.map((action) =>
    [action.name, ...action.words, ...(action.text === 'none' ? [] : ['TEXT'])].join(' '),
  );
  if (parts !== undefined) return [verb.name, parts.join(' | '), ...flags].join(' ');
  const text = verb.text === 'none' ? [] : [verb.text === 'needed' ? name : `[${name}]`];
  return [verb.name, ...goal, ...flags, ...text].join(' ');
}
