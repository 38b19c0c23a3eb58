import { expect, test } from 'vitest';
import { parseVerb, usageOf } from '../../../src/app/parse-verb.ts';
import { verbTable } from '../../../src/app/verbs/table.ts';
import type { Request, VerbAnswer } from '../../../src/domain/verb.ts';
import { allHostile } from '../../support/core/hostile-text.ts';
import { wordsOf } from '../../support/core/words-of.ts';

const lineOf = (line: string): Request => ({ form: 'line', line });

function parsed(request: string | Request, inThread = false) {
  const result = parseVerb(verbTable, typeof request === 'string' ? lineOf(request) : request, inThread);
  if (!result.ok) throw new Error(wordsOf(result.answer.content));
  const { verb, ...rest } = result.parsed;
  return { verb: verb.name, ...rest };
}

function refused(request: string | Request, inThread = false): VerbAnswer {
  const result = parseVerb(verbTable, typeof request === 'string' ? lineOf(request) : request, inThread);
  if (result.ok) throw new Error(`${result.parsed.verb.name} was not refused`);
  return result.answer;
}

const fields = (verb: string, more: object = {}): Request => ({ form: 'fields', verb, ...more });

const usage = (name: string) => verbTable.verbs.filter((verb) => verb.name === name).map(usageOf)[0];

test('nothing typed asks for help', () => {
  expect(parsed('')).toMatchObject({ verb: 'help', text: '' });
  expect(parsed('  \n')).toMatchObject({ verb: 'help' });
  expect(parsed({ form: 'argv', argv: [] })).toMatchObject({ verb: 'help' });
});

test('verbs are known in any case, and by their other names', () => {
  expect(parsed('PAUSE G-1').verb).toBe('pause');
  expect(parsed('interrupt G-1 wait').verb).toBe('say');
});

test.each(['G-42', 'g-42', '42', '“42”'])('the handle may be typed as %s', (handle) => {
  expect(parsed(`say ${handle} stop that`)).toMatchObject({ goal: 'G-42', text: 'stop that' });
});

test.each(['G-0', '0', 'G-042', '042', 'G42', '4.2', '-1', 'G-1234567890'])('%s is no handle', (word) => {
  expect(parsed(`say ${word} x`)).not.toHaveProperty('goal');
});

test('in a thread a bare number belongs to the text, a whole handle is one', () => {
  expect(parsed('say 42 is the answer', true)).toMatchObject({ text: '42 is the answer' });
  expect(parsed('say 42 is the answer', true)).not.toHaveProperty('goal');
  expect(parsed('say G-7 hold on', true)).toMatchObject({ goal: 'G-7', text: 'hold on' });
  expect(parsed('say 42 is the answer', false)).toMatchObject({ goal: 'G-42', text: 'is the answer' });
});

test('only the first handle is one; what follows is text', () => {
  expect(parsed('say G-1 G-2 is broken')).toMatchObject({ goal: 'G-1', text: 'G-2 is broken' });
});

test('flags stand before the text, after it they are text', () => {
  expect(parsed('run --turns 3 --project shop fix --all the things')).toMatchObject({
    flags: { turns: 3, project: 'shop' },
    text: 'fix --all the things',
  });
});

test('handle and flags may come in any order', () => {
  expect(parsed('logs -- x').text).toBe('x');
  expect(parsed('logs --n 5 G-3')).toMatchObject({ goal: 'G-3', flags: { n: 5 } });
  expect(parsed('logs G-3 --n=5')).toMatchObject({ goal: 'G-3', flags: { n: 5 } });
});

test('after “--” everything is text', () => {
  expect(parsed('run --turns 3 -- --project is a bad name')).toMatchObject({
    flags: { turns: 3 },
    text: '--project is a bad name',
  });
});

test('phones: long dashes are flags, curly quotes are quotes', () => {
  expect(parsed('run —project shop —accept “npm test” fix it')).toMatchObject({
    flags: { project: 'shop', accept: ['npm test'] },
    text: 'fix it',
  });
});

test('a text keeps its quotes, mentions and marks as they were typed', () => {
  const text = 'tell <@U123> that "it" isn’t <!channel> & done';
  expect(parsed(`run ${text}`).text).toBe(text);
});

test('a list flag gathers, of any other the last one counts', () => {
  expect(parsed('run --accept a --accept "b c" --project x --project y t').flags).toEqual({
    accept: ['a', 'b c'],
    project: 'y',
  });
});

test('an unknown verb suggests the nearest one, and starts nothing', () => {
  const answer = refused('paues G-1');
  expect(answer).toMatchObject({ ok: false, code: 'VERB_UNKNOWN' });
  expect(answer.content.title).toContain('Did you mean “pause”?');
  expect(answer.hint).toContain('Nothing was done');
});

test('a sentence without a verb is offered as a goal, as it was typed', () => {
  const answer = refused('don’t let "the" login test flake');
  expect(answer.code).toBe('VERB_UNKNOWN');
  expect(answer.hint).toContain('/goal run don’t let "the" login test flake');
  expect(refused("it's 5 o'clock and broken").hint).toContain("/goal run it's 5 o'clock and broken");
});

test('two words are no goal: nothing is offered', () => {
  expect(refused('xyzzy plugh').hint).toBe('Nothing was done. /goal help shows every verb.');
});

test('what is planned says that it is not built', () => {
  expect(refused('phases all')).toMatchObject({ code: 'NOT_BUILT' });
  expect(refused('PHASES')).toMatchObject({ code: 'NOT_BUILT' });
  const overlap = verbTable.planned.filter((name) => verbTable.verbs.some((verb) => verb.name === name));
  expect(overlap).toEqual([]);
});

test.each([
  ['run', 'TEXT_REQUIRED'],
  ['run --turns 3', 'TEXT_REQUIRED'],
  ['run --', 'TEXT_REQUIRED'],
  ['say G-1', 'TEXT_REQUIRED'],
  ['say G-1    ', 'TEXT_REQUIRED'],
  ['run --turns x fix', 'WRONG_USAGE'],
  ['run --turns', 'WRONG_USAGE'],
  ['run --turns -3 fix', 'WRONG_USAGE'],
  ['run --accept "" fix', 'WRONG_USAGE'],
  ['run --no-accept=maybe fix', 'WRONG_USAGE'],
  ['run --nonsense fix', 'WRONG_USAGE'],
  ['pause --now G-1', 'WRONG_USAGE'],
] as const)('“%s” is refused with %s, and says how it is done', (line, code) => {
  const answer = refused(line);
  expect(answer).toMatchObject({ ok: false, code });
  expect(answer.hint).not.toBe('');
});

test('an unknown flag suggests the nearest one', () => {
  expect(refused('run --projet shop fix').content.title).toContain('did you mean --project?');
  expect(refused('pause --now G-1').hint).toBe('It takes no flags.');
});

test('names of objects are no flags and no verbs', () => {
  expect(refused('run --constructor x fix').code).toBe('WRONG_USAGE');
  expect(refused('constructor').code).toBe('VERB_UNKNOWN');
  expect(refused('__proto__').code).toBe('VERB_UNKNOWN');
});

test('10,000 characters are taken, one more is refused', () => {
  expect(parsed(`run ${'x'.repeat(10_000)}`).text.length).toBe(10_000);
  expect(refused(`run ${'x'.repeat(10_001)}`)).toMatchObject({ code: 'TEXT_TOO_LONG' });
});

test('what is echoed is short and one line, however long and hostile it was', () => {
  for (const line of [
    'x'.repeat(9000),
    `--${'x'.repeat(9000)}`,
    allHostile,
    `run --${'y'.repeat(9000)} fix`,
  ]) {
    const { title } = refused(line).content;
    expect(title.length).toBeLessThan(200);
    expect(title).not.toContain('\n');
  }
});

test('typed surfaces give fields: the same verbs, handles and flags', () => {
  expect(
    parsed(fields('run', { text: ' fix it ', flags: { turns: 3, accept: ['a'], 'no-accept': true } })),
  ).toEqual({
    verb: 'run',
    text: 'fix it',
    flags: { turns: 3, accept: ['a'], 'no-accept': true },
  });
  expect(parsed(fields('pause', { goal: '42' }))).toMatchObject({ goal: 'G-42' });
  expect(parsed(fields('run', { text: '--turns 3 x' }))).toMatchObject({ text: '--turns 3 x', flags: {} });
  expect(refused(fields('pause', { goal: 'nope' }))).toMatchObject({ code: 'WRONG_USAGE' });
  expect(refused(fields('nope'))).toMatchObject({ code: 'VERB_UNKNOWN' });
  expect(refused(fields('run', { text: 'x', flags: { nope: 1 } }))).toMatchObject({ code: 'WRONG_USAGE' });
  expect(refused(fields('run', { text: 'x', flags: { turns: [1] } }))).toMatchObject({ code: 'WRONG_USAGE' });
  expect(refused(fields('run', { text: 'x', flags: { project: 7 } }))).toMatchObject({ code: 'WRONG_USAGE' });
  expect(refused(fields('run', { text: 'x', flags: { accept: [1] } }))).toMatchObject({
    code: 'WRONG_USAGE',
  });
});

test('usage is made from the table', () => {
  expect(usage('pause')).toBe('pause [G-1]');
  expect(usage('say')).toBe('say [G-1] [--now] TEXT');
  expect(usage('approve')).toBe('approve R-7K2M4Q [REASON]');
  expect(usage('budget')).toBe('budget [G-1] [+5turns +2usd +30m +100ktokens +2denies +2errors +1overflows]');
  expect(usage('cancel')).toBe('cancel [G-1] [REASON]');
  expect(usage('run')).toMatch(/^run \[--project P\] .*\[--accept CMD\]… \[--no-accept\] .* TEXT$/);
});

test('a flag that is planned says so, in a line and in fields', () => {
  expect(refused('run --plan fix it')).toMatchObject({ code: 'NOT_BUILT' });
  expect(refused(fields('run', { text: 'x', flags: { plan: true } }))).toMatchObject({ code: 'NOT_BUILT' });
  for (const { flags, plannedFlags = [] } of verbTable.verbs)
    expect(flags.filter(({ name }) => plannedFlags.includes(name))).toEqual([]);
});

test('a verb about a request takes it instead of a goal', () => {
  expect(parsed('approve r-7k2m4q go ahead')).toEqual({
    verb: 'approve',
    request: 'R-7K2M4Q',
    text: 'go ahead',
    flags: {},
  });
  expect(parsed('deny R-7K2M4Q', true)).toMatchObject({ request: 'R-7K2M4Q', text: '' });
  expect(parsed('approve G-1 R-7K2M4Q')).not.toHaveProperty('request');
  expect(parsed('say R-7K2M4Q is odd')).toMatchObject({ text: 'R-7K2M4Q is odd' });
  expect(parsed(fields('deny', { text: 'no', flags: { request: 'R-7K2M4Q' } }))).toMatchObject({
    request: 'R-7K2M4Q',
    text: 'no',
  });
  expect(refused(fields('deny', { flags: { request: 7 } }))).toMatchObject({ code: 'WRONG_USAGE' });
  expect(refused(fields('pause', { flags: { request: 'R-7K2M4Q' } }))).toMatchObject({ code: 'WRONG_USAGE' });
});

test('budget steps are text, whichever surface they come from', () => {
  expect(parsed('budget G-1 +5turns $2')).toMatchObject({ goal: 'G-1', text: '+5turns $2' });
  expect(parsed({ form: 'argv', argv: ['budget', 'G-1', '+5turns', '+2usd'] })).toMatchObject({
    text: '+5turns +2usd',
  });
  expect(parsed('budget +5turns', true)).toMatchObject({ text: '+5turns' });
});

/** The acts of the controls under what is said about a line. */
function offered(line: string): readonly string[] {
  const { blocks } = refused(line).content;
  return blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons.map(({ act }) => act) : []));
}

test('what looks like work to do can be started by a press, with its words filled in', () => {
  expect(offered('please mend the login')).toEqual(['form/run//please mend the login']);
  expect(offered('paues')).toEqual([]);
  expect(offered(`please mend ${'x'.repeat(100)}`)).toEqual([]);
});

test('a typed surface names part and words apart', () => {
  const flags = { name: 'nightly', cron: '0 3 * * *', turns: 3 };
  expect(parsed(fields('schedule', { part: 'add', text: 'tidy up', flags }))).toEqual(
    parsed('schedule add nightly "0 3 * * *" --turns 3 tidy up'),
  );
  expect(refused(fields('schedule', { part: 'add', flags: { name: 'nightly' } })).code).toBe('TEXT_REQUIRED');
  expect(refused(fields('schedule', { part: 'nonsense' })).code).toBe('WRONG_USAGE');
});
