import { expect, test } from 'vitest';
import { brief, commandsOf } from '../../../../src/app/desk/commands-of.ts';
import { verbTable } from '../../../../src/app/verbs/table.ts';

const commands = commandsOf(verbTable);
const named = (verb: string, part?: string) =>
  commands.find((command) => command.verb === verb && command.part === part);
const option = (verb: string, name: string, part?: string) =>
  named(verb, part)?.options.find((one) => one.name === name);

test('every verb is there once, and every part of those that have parts', () => {
  const wanted = verbTable.verbs.flatMap(({ name, actions }) =>
    actions === undefined ? [name] : actions.map((action) => `${name} ${action.name}`),
  );
  expect(commands.map(({ verb, part }) => (part === undefined ? verb : `${verb} ${part}`))).toEqual(wanted);
});

test('no help is longer than a platform takes, nor cut in the middle of a word', () => {
  const helps = commands.flatMap(({ summary, options }) => [summary, ...options.map(({ help }) => help)]);
  expect(helps.filter((help) => help.length < 2 || help.length > 100 || help.endsWith('…'))).toEqual([]);
});

test('options bear the names that requests have, once, and what must be there comes first', () => {
  for (const { options } of commands) {
    const names = options.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z-]{1,32}$/u.test(name))).toEqual([]);
    const needs = options.map(({ required }) => Number(required));
    expect(needs).toEqual(needs.toSorted((a, b) => b - a));
  }
});

test('goals, requests, projects, agents and names complete; what can only be one of a few says which', () => {
  expect(option('pause', 'goal')).toMatchObject({ suggests: 'goal', required: false });
  expect(option('approve', 'request')).toMatchObject({ suggests: 'request', required: true });
  expect(option('run', 'project')).toMatchObject({ suggests: 'project', kind: 'text' });
  expect(option('run', 'deliver')?.choices).toEqual(['branch', 'none']);
  expect(option('run', 'turns')).toMatchObject({ kind: 'number' });
  expect(option('run', 'attach')).toMatchObject({ kind: 'file' });
  expect(option('say', 'text')).toMatchObject({ required: true, help: 'what to tell the agent' });
  expect(option('say', 'now')).toMatchObject({ kind: 'switch' });
  expect(option('schedule', 'cron', 'add')).toMatchObject({ required: true });
  expect(option('schedule', 'name', 'pause')).toMatchObject({ suggests: 'schedule' });
  expect(named('schedule', 'pause')?.options).toHaveLength(1);
});

test('a long help keeps the clauses that have room', () => {
  expect(brief('short; help')).toBe('short; help');
  const long = `grow a goal’s budgets, several at once; to more than twice the project’s only by an admin; ${'x'.repeat(60)}`;
  expect(brief(long)).toBe(
    'grow a goal’s budgets, several at once; to more than twice the project’s only by an admin',
  );
});
