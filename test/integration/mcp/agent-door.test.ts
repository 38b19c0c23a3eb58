import { lstat, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { doorToken } from '../../../adapters/mcp/door/door-token.ts';
import { dial, key, openStage, questionLine, startAgent, tag } from './stage.ts';

vi.setConfig({ testTimeout: 60_000 });

const answered = { is: 'answered', text: 'the blue one', by: 'bob' } as const;
const json = (text: string): unknown => JSON.parse(text.trim());

test('the door is open for nobody but this user', async () => {
  const stage = await openStage();
  await stage.open();
  expect((await lstat(stage.socket)).mode & 0o777).toBe(0o600);
});

test('it takes the place of a socket that an earlier life left', async () => {
  const stage = await openStage();
  await writeFile(stage.socket, 'left over');
  await stage.open();
  stage.desk.answer('Which one?', answered);
  const { socket, heard } = await dial(stage.socket);
  socket.write(questionLine());
  await expect.poll(() => stage.desk.asked.length).toBe(1);
  socket.write('{"taken":true}\n');
  expect(json(await heard)).toEqual(answered);
  expect(stage.desk.takenCalls).toEqual(['c1']);
});

test('only who holds the token of a turn may ask for it', async () => {
  const stage = await openStage();
  await stage.open();
  const bad = [
    questionLine({ token: 'x' }),
    questionLine({ token: doorToken(key, 'home/G-2/1-1') }),
    questionLine({ token: doorToken(`${key}x`, tag) }),
    questionLine({ tag: 'home/G-2/1-1' }),
    questionLine({ token: undefined }),
    '[]\n',
    'null\n',
    '"x"\n',
  ];
  for (const line of bad) {
    const { socket, heard } = await dial(stage.socket);
    socket.write(line);
    expect(json(await heard)).toEqual({ is: 'refused', why: 'not known here' });
  }
  expect(stage.desk.asked).toEqual([]);
});

test('a question that is none is refused, and says how one looks', async () => {
  const stage = await openStage();
  await stage.open();
  for (const ask of [
    undefined,
    {},
    { question: ' ' },
    { question: 'x'.repeat(4001) },
    { question: 'a', options: [1] },
  ]) {
    const { socket, heard } = await dial(stage.socket);
    socket.write(questionLine({ ask }));
    expect(json(await heard)).toMatchObject({ is: 'refused', why: expect.stringContaining('not valid') });
  }
  expect(stage.desk.asked).toEqual([]);
});

test('garbage, endless lines and peers that say nothing keep nobody else from asking', async () => {
  const stage = await openStage();
  await stage.open(300);
  const silent = await dial(stage.socket);
  const endless = await dial(stage.socket);
  endless.socket.write('x'.repeat(200_000));
  const lines = await Promise.all(
    Array.from({ length: 100 }, async (_, at) => {
      const { socket, heard } = await dial(stage.socket);
      for (let line = 0; line < 10; line += 1) socket.write(`${'{'.repeat(at)}\u0000garbage ${line}\n`);
      return heard;
    }),
  );
  expect(new Set(lines.map((line) => line.trim()))).toEqual(
    new Set(['{"is":"refused","why":"not known here"}']),
  );
  expect(await silent.heard).toBe('');
  expect(await endless.heard).toBe('');
  stage.desk.answer('Which one?', { is: 'later', question: 'Q-1' });
  const { socket, heard } = await dial(stage.socket);
  socket.write(questionLine());
  expect(json(await heard)).toEqual({ is: 'later', question: 'Q-1' });
});

test('a line without an end ends its connection at once', async () => {
  const stage = await openStage();
  await stage.open(600_000);
  const { socket, heard } = await dial(stage.socket);
  socket.write('x'.repeat(200_000));
  expect(await heard).toBe('');
});

test('a peer that goes away is not waited for', async () => {
  const stage = await openStage();
  await stage.open();
  const { socket } = await dial(stage.socket);
  socket.write(questionLine());
  await expect.poll(() => stage.desk.asked.length).toBe(1);
  socket.destroy();
  await expect.poll(() => stage.desk.asked[0]?.signal.aborted).toBe(true);
});

test('agents see one tool, and its answer is the person’s', async () => {
  const stage = await openStage();
  await stage.open();
  const agent = await startAgent(stage);
  const { tools } = await agent.client.listTools();
  expect(tools).toMatchObject([{ name: 'ask_operator', inputSchema: { required: ['question'] } }]);
  stage.desk.answer('Which one?', answered);
  expect(await agent.ask('Which one?', { options: ['red', 'blue'], default: 'red' })).toBe(
    'The operator bob answers:\nthe blue one',
  );
  expect(stage.desk.asked).toMatchObject([
    { tag, question: { text: 'Which one?', options: ['red', 'blue'], fallback: 'red' } },
  ]);
  expect(stage.desk.takenCalls).toEqual([stage.desk.asked[0]?.question.call]);
  expect(await agent.ask(' ')).toContain('Not valid');
});

test('two questions at once have answers of their own, in any order', async () => {
  const stage = await openStage();
  await stage.open();
  const agent = await startAgent(stage);
  const [first, second] = [agent.ask('First?'), agent.ask('Second?')];
  await expect.poll(() => stage.desk.asked.length).toBe(2);
  stage.desk.answer('Second?', { ...answered, text: 'two' });
  expect(await second).toContain('two');
  stage.desk.answer('First?', { is: 'refused', why: 'It is a report.' });
  expect(await first).toBe('It is a report.');
});

test('when drover goes away and comes back the agent goes on waiting, with the same call', async () => {
  const stage = await openStage();
  const first = await stage.open();
  const agent = await startAgent(stage);
  const asked = agent.ask('Which one?');
  await expect.poll(() => stage.desk.asked.length).toBe(1);
  await first.stop();
  await stage.open();
  await expect.poll(() => stage.desk.asked.length).toBe(2);
  stage.desk.answer('Which one?', answered);
  expect(await asked).toContain('the blue one');
  expect(new Set(stage.desk.asked.map(({ question }) => question.call)).size).toBe(1);
});

test('a question that drover could not be told is left in the turn’s file, and the agent told to end its turn', async () => {
  const stage = await openStage();
  const agent = await startAgent(stage, -14_500);
  const told = await agent.ask('Which one?', { default: 'red' });
  expect(told).toMatch(/End your turn now/);
  const left = json(await readFile(join(agent.turn, 'question.json'), 'utf8'));
  expect(left).toMatchObject({
    question: 'Which one?',
    default: 'red',
    call: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(await agent.ask('Another one?')).toContain('ask again');
});

test('the token stands in a file for this user alone, not on the command line', async () => {
  const stage = await openStage();
  const agent = await startAgent(stage);
  const token = doorToken(key, tag);
  expect(JSON.stringify(agent.server)).not.toContain(token);
  expect(await readFile(join(agent.turn, 'door.json'), 'utf8')).toContain(token);
  expect((await lstat(join(agent.turn, 'door.json'))).mode & 0o777).toBe(0o600);
});
