import { expect, test } from 'vitest';
import { verbTable } from '../../../../src/app/verbs/table.ts';
import { goalPage } from '../../../../src/compose/web/goal-page.ts';
import { lineMeaning } from '../../../../src/compose/web/line-meaning.ts';
import { recordSaid } from '../../../../src/compose/web/record-said.ts';
import { goalIdOf } from '../../../../src/domain/ids.ts';
import type { SaidEntry, ThreadLog } from '../../../../src/ports/chat/thread-log.ts';
import { createRunnerWorld, createScriptedChat } from '../../../support/core/runner-world.ts';
import { alice } from '../../../support/core/sample-goal.ts';

const place = { platform: 'console', workspace: 'local', channel: 'terminal' } as const;
const never = new AbortController().signal;
const origin = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const;

function memoryLog(): ThreadLog & { readonly said: SaidEntry[] } {
  const said: SaidEntry[] = [];
  return {
    said,
    add: async (_goal, entry) => void said.push(entry),
    entries: async () => said,
    remove: async () => undefined,
  };
}

const redact = (text: string): string => text.replaceAll('hunter2', '***');

async function openGoal() {
  const world = createRunnerWorld();
  const { id } = await world.request({ text: 'log in with hunter2', title: 'log in with hunter2', origin });
  await world.happen(id, { type: 'RootPosted', messageId: '17.1' });
  return { ...world, id };
}

test('a page has the task, what people said and what drover said, in order and without secrets', async () => {
  const { runtime, clock, happen, id } = await openGoal();
  const threads = memoryLog();
  const page = async () => goalPage({ runtime, threads, redact }, id);
  await clock.advance(10);
  await happen(id, { type: 'MessageGiven', by: alice, text: 'hunter2 is the password' });
  await clock.advance(10);
  await happen(id, { type: 'CancelWished', by: alice, reason: 'no need' });
  const before = await page();
  expect(before?.entries.map(({ key }) => key)).toEqual([
    'G-1/task',
    'G-1/message/M-1',
    expect.stringMatching(/^G-1\/notice\/\d+$/),
  ]);
  expect(JSON.stringify(before)).not.toContain('hunter2');
  expect(before?.card.title).toContain('G-1');
  const notice = before?.entries.at(-1);
  // Sent, confirmed and forgotten by the store: the record has it, at its place.
  const chat = recordSaid(createScriptedChat(), threads, runtime);
  for (const { post, revision } of await runtime.store.pending()) {
    await clock.advance(5);
    await chat.send({ key: post.key, to: post.to, content: post.content }, never);
    await runtime.store.commit({ postsDone: [{ key: post.key, revision, result: { messageId: 'x' } }] });
  }
  expect(await runtime.store.pending()).toEqual([]);
  expect((await page())?.entries.at(-1)).toEqual(notice);
  expect(threads.said.map(({ key }) => key)).toEqual([notice?.key]);
});

test('a record that cannot be written keeps nothing from being said', async () => {
  const { runtime } = await openGoal();
  const inner = createScriptedChat();
  const broken = { ...memoryLog(), add: () => Promise.reject(new Error('disk full')) };
  const content = { tone: 'info' as const, title: 'x', blocks: [] };
  const sent = await recordSaid(inner, broken, runtime).send(
    { key: 'G-1/notice/9', to: origin, content },
    never,
  );
  expect(sent.ok).toBe(true);
  expect(inner.calls).toEqual(['send G-1/notice/9']);
});

test('a goal that is not there has no page', async () => {
  const { runtime } = await openGoal();
  expect(await goalPage({ runtime, threads: memoryLog(), redact }, goalIdOf(9))).toBeUndefined();
});

const inThread = { ...origin, thread: '17.1' };
test.each([
  ['list', undefined, { form: 'line', line: 'list' }, place],
  ['/goal status G-1', undefined, { form: 'line', line: 'status G-1' }, place],
  ['!pause', 'G-1', { form: 'line', line: 'pause' }, inThread],
  ['!budget +5turns', 'G-1', { form: 'line', line: 'budget +5turns' }, inThread],
  ['status', 'G-1', { form: 'line', line: 'status' }, inThread],
  ['!run fix the other thing', 'G-1', { form: 'line', line: 'run fix the other thing' }, place],
  ['stop using jest', 'G-1', { form: 'fields', verb: 'say', goal: 'G-1', text: 'stop using jest' }, inThread],
  ['please', 'G-1', { form: 'fields', verb: 'say', goal: 'G-1', text: 'please' }, inThread],
])('the line %j on the page of %s means %j', async (line, goal, request, where) => {
  const { store } = await openGoal();
  const meaning = lineMeaning({ store, table: verbTable, place });
  expect(await meaning(line, goal === undefined ? undefined : goalIdOf(1), 1)).toEqual({
    request,
    place: where,
  });
});
