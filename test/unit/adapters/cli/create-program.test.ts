import { beforeEach, describe, expect, it } from 'vitest';
import type { Commands } from '../../../../adapters/cli/commands.ts';
import { createProgram } from '../../../../adapters/cli/create-program.ts';
import type { ExitCode } from '../../../../adapters/cli/show/exit-code.ts';
import { DroverError } from '../../../../src/domain/errors.ts';

let called: unknown[];
let out: string[];
let err: string[];
beforeEach(() => {
  called = [];
  out = [];
  err = [];
});

const noted =
  (name: string, code: ExitCode = 0) =>
  async (...args: unknown[]): Promise<ExitCode> => {
    called.push([name, ...args]);
    return code;
  };
const commands: Commands = {
  start: noted('start'),
  demo: noted('demo', 1),
  goal: noted('goal'),
  config: noted('config'),
  doctor: noted('doctor'),
  slackManifest: noted('slackManifest'),
  discordRegister: noted('discordRegister'),
};
const run = (argv: readonly string[], over: Partial<Commands> = {}) =>
  createProgram(
    { ...commands, ...over },
    {
      version: '1.2.3',
      output: { write: (text) => out.push(text) },
      errorOutput: { write: (text) => err.push(text) },
    },
  )(argv);

describe('command line', () => {
  it.each([
    [['start'], [['start', { drain: false }]]],
    [['start', '--drain'], [['start', { drain: true }]]],
    [['demo'], [['demo', {}]]],
    [['demo', '--agent', 'claude'], [['demo', { agent: 'claude' }]]],
    [['config'], [['config', { json: false }]]],
    [['config', '--json'], [['config', { json: true }]]],
    [['doctor', '--json'], [['doctor', { json: true, post: true }]]],
    [['doctor', '--no-post'], [['doctor', { json: false, post: false }]]],
    [['slack', 'manifest'], [['slackManifest', { socket: false }]]],
    [
      ['slack', 'manifest', '--socket', '--url', 'https://x'],
      [['slackManifest', { socket: true, url: 'https://x' }]],
    ],
  ])('%j calls %j', async (argv, expected) => {
    await run(argv);
    expect(called.map((call) => (call as unknown[]).slice(0, 2))).toEqual(expected);
    expect(err).toEqual([]);
  });

  it('answers with the exit code of the command', async () => {
    expect([await run(['start']), await run(['demo'])]).toEqual([0, 1]);
  });

  it.each([
    [[]],
    [['list']],
    [['run', '--accept', 'npm test', '--unknown', '-x', 'fix', 'it']],
    [['say', 'G-1', '--', '--now', '--', 'x']],
    [['run', '--help']],
    [['--help']],
    [['run', 'goal', 'start']],
    [['--json', 'list']],
    [['say', '--version']],
  ])('hands on every word after goal untouched: %j', async (words) => {
    expect(await run(['goal', ...words])).toBe(0);
    expect(called).toEqual([['goal', words]]);
  });

  it('shows help and version', async () => {
    expect([await run(['--help']), await run(['help']), await run(['--version'])]).toEqual([0, 0, 0]);
    const text = out.join('');
    expect(text).toContain('1.2.3');
    expect(
      ['start', 'demo', 'goal', 'config', 'doctor', 'slack'].filter((name) => !text.includes(`  ${name}`)),
    ).toEqual([]);
    expect(text).not.toMatch(/gateway|worker|verify|policy|migrate/);
    expect(called).toEqual([]);
  });

  it('passes on for which server commands are registered, and whether in any case', async () => {
    expect(await run(['discord', 'register'])).toBe(0);
    expect(await run(['discord', 'register', '--guild', '123', '--force'])).toBe(0);
    expect(called).toEqual([
      ['discordRegister', { force: false }],
      ['discordRegister', { force: true, guild: '123' }],
    ]);
  });

  it.each(['gateway', 'worker', 'verify', 'policy', 'migrate'])(
    'says that %s is not built yet',
    async (name) => {
      expect(await run([name, '--whatever', 'x'])).toBe(3);
      expect(err.join('')).toMatch(
        new RegExp(`^error: drover ${name} is not built yet \\(NOT_BUILT\\)\nhint: `),
      );
    },
  );

  it.each([
    [['strat'], /^error: unknown command 'strat' \(WRONG_USAGE\)\nhint: Did you mean start\?\n$/],
    [['start', '--fast'], /^error: unknown option '--fast' \(WRONG_USAGE\)\nhint: /],
    [['demo', '--agent'], /^error: option '--agent <name>' argument missing \(WRONG_USAGE\)\nhint: /],
    [['start', 'now'], /^error: too many arguments for 'start'\. .* \(WRONG_USAGE\)\nhint: /],
    [
      ['slack', 'manifes'],
      /^error: unknown command 'manifes' \(WRONG_USAGE\)\nhint: Did you mean manifest\?\n$/,
    ],
  ])('refuses %j with a hint and exit code 2', async (argv, expected) => {
    expect(await run(argv)).toBe(2);
    expect(err.join('')).toMatch(expected);
    expect(called).toEqual([]);
  });

  it('shows help and fails when it is not told what to do', async () => {
    expect([await run([]), await run(['slack'])]).toEqual([2, 2]);
    expect(err.join('')).toContain('Usage: drover');
    expect(err.join('')).toContain('manifest');
  });

  it('prints what a command throws, as JSON when asked', async () => {
    const failing = {
      config: async () => Promise.reject(new DroverError('CONFIG_INVALID', 'bad', 'Fix it.')),
    };
    expect(await run(['config'], failing)).toBe(2);
    expect(err.join('')).toBe('error: bad (CONFIG_INVALID)\nhint: Fix it.\n');
    expect(await run(['config', '--json'], failing)).toBe(2);
    expect(JSON.parse(out.join(''))).toEqual({
      ok: false,
      code: 'CONFIG_INVALID',
      text: 'bad',
      hint: 'Fix it.',
    });
  });

  it('takes an unexpected error for a bug', async () => {
    expect(await run(['start'], { start: async () => Promise.reject(new Error('boom')) })).toBe(70);
    expect(err.join('')).toContain('error: boom (BUG)\n');
  });
});
