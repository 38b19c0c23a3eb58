import { expect, test } from 'vitest';
import { verbTable } from '../../../src/app/verbs/table.ts';
import type { Request, VerbAnswer } from '../../../src/domain/verb.ts';
import { createDeskWorld, visitor, type DeskWorld } from '../../support/surfaces/desk-world.ts';
import { nobody, sampleInstallation, sampleProject } from '../../support/core/verb-world.ts';
import { arrive, cases, type Case } from './cases.ts';

/** U1 may do everything; there are two projects, so that a form asks for one. */
const installation = sampleInstallation({
  access: { ...nobody, admin: ['slack:U1'] },
  projects: { shop: sampleProject('shop'), api: sampleProject('api') },
});

/** One way to ask something: a request, and whether it is asked inside the goal's thread. */
interface Way {
  readonly surface: string;
  readonly request: (world: DeskWorld) => Promise<Request | undefined> | Request | undefined;
  readonly thread?: string;
}

const quoted = (word: string): string => (/\s/u.test(word) ? `"${word}"` : word);

/** A typed surface sends what its specification has, and nothing else. */
function typed({ desk }: DeskWorld, { of, options }: Case): Request {
  const [verb = '', part] = of.split(' ');
  const spec = desk.commands.find((one) => one.verb === verb && one.part === part);
  if (spec === undefined) throw new Error(`no typed command for ${of}`);
  const known = new Map(spec.options.map((option) => [option.name, option]));
  for (const [name, value] of Object.entries(options)) {
    const option = known.get(name);
    const kinds = { text: 'string', file: 'string', number: 'number', switch: 'boolean' } as const;
    if (option === undefined || kinds[option.kind] !== typeof value)
      throw new Error(`${of} does not take ${name}`);
    if (option.choices?.includes(String(value)) === false) throw new Error(`${name} cannot be ${value}`);
  }
  const missing = spec.options.find(({ name, required }) => required && options[name] === undefined);
  if (missing !== undefined) throw new Error(`${of} needs ${missing.name}`);
  const { goal, text, ...flags } = options;
  return {
    form: 'fields',
    verb,
    ...(part === undefined ? {} : { part }),
    ...(goal === undefined ? {} : { goal: String(goal) }),
    ...(text === undefined ? {} : { text: String(text) }),
    flags,
  };
}

/** A form shows the inputs that are filled in, and what it is sent back asks for something. */
async function filledIn({ desk }: DeskWorld, { of, form }: Case): Promise<Request | undefined> {
  if (form === undefined) return undefined;
  const shown = await desk.form(form.act, visitor('U1'));
  if (shown === undefined) throw new Error(`no form for ${of}`);
  const names = shown.inputs.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(Object.keys(form.values)));
  const submitted = desk.submit(shown.act, form.values);
  if (!submitted.ok) throw new Error(JSON.stringify(submitted.problems));
  return submitted.request;
}

function pressed({ desk }: DeskWorld, { of, press = '' }: Case): Request | undefined {
  if (press === '') return undefined;
  const meant = desk.press(press);
  if (meant?.is !== 'request') throw new Error(`pressing ${press} does not ask for ${of}`);
  return meant.request;
}

function waysOf(one: Case): readonly Way[] {
  const argv = [...one.of.split(' '), ...one.words];
  const line = [...one.of.split(' '), ...one.words.map(quoted)].join(' ');
  const inThread =
    one.words[0] === 'G-1' ? [...one.of.split(' '), ...one.words.slice(1).map(quoted)].join(' ') : undefined;
  return [
    { surface: 'a line', request: () => ({ form: 'line', line }) },
    { surface: 'a shell', request: () => ({ form: 'argv', argv }) },
    { surface: 'typed options', request: (world) => typed(world, one) },
    { surface: 'a press', request: (world) => pressed(world, one) },
    { surface: 'a form', request: (world) => filledIn(world, one) },
    ...(inThread === undefined
      ? []
      : [
          {
            surface: 'its thread',
            thread: '1.1',
            request: (): Request => ({ form: 'line', line: inThread }),
          },
        ]),
  ];
}

/** The request of the goal takes the place of `R-?`. */
const named = (one: Case, request: string): Case =>
  JSON.parse(JSON.stringify(one).replaceAll('R-?', request)) as Case;

/** What came of asking: the answer, and everything that is stored. undefined: this surface has no such control. */
async function outcome(
  one: Case,
  at: number,
): Promise<{ surface: string; answer: VerbAnswer; stored: string } | undefined> {
  const world = createDeskWorld(installation);
  await arrive(world, one.stage);
  const waiting = one.stage === 'permission' ? (await world.goal(1)).waiting : undefined;
  const way = waysOf(named(one, waiting?.request ?? 'R-000000'))[at];
  const request = await way?.request(world);
  if (way === undefined || request === undefined) return undefined;
  const answer = await world.ask(request, way.thread === undefined ? {} : { thread: way.thread });
  const { store } = world.world.runtime;
  const goals = await Promise.all((await store.list({})).map(({ id }) => store.load(id)));
  const stored = { goals, entries: await store.entries(''), posts: await store.pending() };
  return { surface: way.surface, answer, stored: JSON.stringify(stored) };
}

/** What the comparison has seen; the last test looks at it. */
const refused: string[] = [];
let compared = 0;

const title = ({ of, words }: Case): string => [of, ...words].join(' ');

test.each(cases.map((one) => [title(one), one] as const))(
  '“%s” is the same on every surface',
  async (_title, one) => {
    const outcomes = await Promise.all(waysOf(one).map((_, at) => outcome(one, at)));
    const [first, ...others] = outcomes.flatMap((each) => (each === undefined ? [] : [each]));
    expect(others.length).toBeGreaterThanOrEqual(2);
    for (const other of others) expect({ ...other, surface: '' }).toEqual({ ...first, surface: '' });
    compared += 1;
    if (first?.answer.ok === false) refused.push(one.of);
  },
);

test('every verb and every part of one is compared', () => {
  const wanted = verbTable.verbs.flatMap(({ name, actions }) =>
    actions === undefined ? [name] : actions.map((action) => `${name} ${action.name}`),
  );
  expect([...new Set(cases.map(({ of }) => of))].toSorted()).toEqual(wanted.toSorted());
});

/** What cannot come about in this small world: nobody drafts, no account is linked, and nothing is purged. */
const refusals = ['draft', 'purge', 'who unlink', 'who approve', 'who revoke'];

test('the comparison is of things that happen, not of refusals', () => {
  expect(refused.filter((of) => !refusals.includes(of))).toEqual([]);
  expect(compared).toBe(cases.length);
});
