import { execFileSync } from 'node:child_process';
import { link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTurnFiles } from '../../../adapters/home/turn-files.ts';
import { createSilentLogger } from '../../support/core/silent-logger.ts';

let parent: string;
let folder: string;
let problems: string[];
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'drover-left-'));
  folder = join(parent, '1-3');
  await mkdir(folder);
  problems = [];
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const read = () =>
  createTurnFiles({
    ...createSilentLogger(),
    warn: (_fields: unknown, message?: string) => void problems.push(message ?? ''),
  }).read(folder);
const leave = (question: string | Buffer) => writeFile(join(folder, 'question.json'), question);

test('nothing is there, mostly', async () => {
  expect(await read()).toEqual({});
  await leave(' \n');
  expect(await read()).toEqual({});
  expect(problems).toEqual([]);
});

test('a question is read with its options and default, under a name that belongs to the turn', async () => {
  await leave('{"question": " Which? ", "options": ["a", "b"], "default": "b", "mood": "good"}');
  await writeFile(join(folder, 'summary.md'), 'Half is done.\n');
  expect(await read()).toEqual({
    question: { call: 'file/1-3', text: 'Which?', options: ['a', 'b'], fallback: 'b' },
    summary: 'Half is done.',
  });
});

test('a question that drover’s own server left bears the name of its call', async () => {
  await leave('{"question": "Which?", "call": "1234"}');
  expect((await read()).question?.call).toBe('1234');
});

test('plain words are a question as they are', async () => {
  await leave('Which one?\nThe old one, or the new one?');
  expect((await read()).question).toMatchObject({
    text: 'Which one?\nThe old one, or the new one?',
    options: [],
  });
});

test.each([
  ['JSON that is none', '{"question": '],
  ['no question', '{}'],
  ['an empty one', '{"question": ""}'],
  ['one that is too long', JSON.stringify({ question: 'x'.repeat(4001) })],
  ['too many options', JSON.stringify({ question: 'x', options: Array(11).fill('y') })],
  ['a list', '["Which?"]'],
  ['what is no text', Buffer.from([0xff, 0xfe, 0x00])],
  ['far too much', 'x'.repeat(64 * 1024 + 1)],
])('%s is not taken, and said in the log', async (_, text) => {
  await leave(text);
  expect(await read()).toEqual({});
  expect(problems).toHaveLength(1);
});

test('only a regular file of the agent’s own is read: no link, no pipe, no folder', async () => {
  const secret = join(parent, 'secret');
  await writeFile(secret, 'token');
  const [question, summary] = [join(folder, 'question.json'), join(folder, 'summary.md')];
  await symlink(secret, question);
  const shared = join(parent, 'shared');
  await writeFile(shared, 'token');
  await link(shared, summary);
  expect(await read()).toEqual({});
  await Promise.all([rm(question), rm(summary)]);
  execFileSync('mkfifo', [question]);
  await mkdir(summary);
  expect(await read()).toEqual({});
  expect(problems).toHaveLength(4);
});

test('a summary that is far too long is not taken', async () => {
  await writeFile(join(folder, 'summary.md'), 'x'.repeat(64 * 1024));
  expect((await read()).summary).toHaveLength(64 * 1024);
  await writeFile(join(folder, 'summary.md'), 'x'.repeat(64 * 1024 + 1));
  expect(await read()).toEqual({});
});
