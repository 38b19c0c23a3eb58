import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFile } from '../../../../src/config/parse/parse-file.ts';

const problemsOf = (value: unknown) =>
  parseFile(value).problems.map(({ path, code, hint, message }) => ({ path, code, hint, message }));
const project = { source: '.' };

describe('configuration file', () => {
  it('may be empty', () => {
    expect(parseFile({})).toMatchObject({ problems: [], file: { projects: {}, agents: {} } });
  });

  it('names the nearest known key for an unknown one, at every level', () => {
    expect(
      problemsOf({
        projcts: {},
        projects: { app: { ...project, agnt: 'x', budget: { turn: 5 }, access: { admn: [] } } },
        agents: { a: { kind: 'claude', comand: 'x' } },
        beacon: { everyturns: 3 },
      }),
    ).toEqual([
      {
        path: 'projects.app.budget.turn',
        code: 'CONFIG_INVALID',
        message: 'is not a known key',
        hint: 'Did you mean “turns”?',
      },
      {
        path: 'projects.app.access.admn',
        code: 'CONFIG_INVALID',
        message: 'is not a known key',
        hint: 'Did you mean “admin”?',
      },
      {
        path: 'projects.app.agnt',
        code: 'CONFIG_INVALID',
        message: 'is not a known key',
        hint: 'Did you mean “agent”?',
      },
      {
        path: 'agents.a.comand',
        code: 'CONFIG_INVALID',
        message: 'is not a known key',
        hint: 'Did you mean “command”?',
      },
      {
        path: 'beacon.everyturns',
        code: 'CONFIG_INVALID',
        message: 'is not a known key',
        hint: 'Did you mean “everyTurns”?',
      },
      {
        path: 'projcts',
        code: 'CONFIG_INVALID',
        message: 'is not a known key',
        hint: 'Did you mean “projects”?',
      },
    ]);
  });

  it('lists the known keys when none is near', () => {
    expect(problemsOf({ git: { zzz: 1 } })[0]?.hint).toBe('Known keys here: identity.');
  });

  it.each([
    [{ dispatchHours: {} }, 'dispatchHours'],
    [{ sandbox: 'auto' }, 'sandbox'],
    [{ projects: { app: { ...project, ci: {} } } }, 'projects.app.ci'],
    [{ projects: { app: { ...project, deliver: 'pr' } } }, 'projects.app.deliver'],
    [{ projects: { app: { ...project, accept: [{ kind: 'ciStep' }] } } }, 'projects.app.accept.0.kind'],
    [{ agents: { a: { kind: 'codex' } } }, 'agents.a.kind'],
  ])('says plainly what is not built yet: %j', (value, path) => {
    expect(problemsOf(value)).toMatchObject([
      { path, code: 'NOT_BUILT', message: expect.stringContaining('not built yet') },
    ]);
  });

  it.each([
    [{ projects: { app: {} } }, 'projects.app.source', 'is missing'],
    [{ projects: { app: { source: 5 } } }, 'projects.app.source', 'must be a text, not a number'],
    [{ projects: { 'bad name': project } }, 'projects.bad name', 'a name is made of'],
    [{ projects: { app: { ...project, accept: 'npm test' } } }, 'projects.app.accept', 'a list of criteria'],
    [{ projects: { app: { ...project, accept: [] } } }, 'projects.app.accept', 'at least one'],
    [
      { projects: { app: { ...project, accept: [{ command: 'x' }] } } },
      'projects.app.accept.0.kind',
      'is missing',
    ],
    [
      { projects: { app: { ...project, accept: [{ kind: 'shell', comand: 'x', command: 'x' }] } } },
      'projects.app.accept.0.comand',
      'is not a known key',
    ],
    [
      { projects: { app: { ...project, accept: [{ kind: 'file', path: '../x' }] } } },
      'projects.app.accept.0.path',
      'must stay inside',
    ],
    [
      { projects: { app: { ...project, accept: [{ kind: 'shell', command: 'x', stdoutMatches: '(' }] } } },
      'projects.app.accept.0.stdoutMatches',
      'regular expression',
    ],
    [
      { projects: { app: { ...project, accept: [{ kind: 'llmJudge' }] } } },
      'projects.app.accept.0.criterion',
      'is missing',
    ],
    [
      { projects: { app: { ...project, accept: [{ kind: 'custom', check: 'noPathsTouched', globs: [] }] } } },
      'projects.app.accept.0.globs',
      '',
    ],
    [
      {
        projects: {
          app: { ...project, accept: [{ kind: 'custom', check: 'noPathsTouched', globs: ['!src'] }] },
        },
      },
      'projects.app.accept.0.globs.0',
      'without a leading !',
    ],
    [
      { projects: { app: { ...project, accept: [{ kind: 'custom', check: 'looksGood' }] } } },
      'projects.app.accept.0.check',
      'must be one of diffNonEmpty, gitClean',
    ],
    [
      {
        projects: {
          app: { ...project, accept: [{ kind: 'custom', check: 'gitClean', excuseBaseline: true }] },
        },
      },
      'projects.app.accept.0.excuseBaseline',
      'is not a known key',
    ],
    [{ verifiers: { mine: 5 } }, 'verifiers.mine', 'a module with a default export, or a function'],
    [
      { projects: { app: { ...project, deliver: 'brnch' } } },
      'projects.app.deliver',
      'must be one of branch, none',
    ],
    [{ budget: { time: '2 weeks' } }, 'budget.time', 'must be a time'],
    [{ budget: { cost: -1 } }, 'budget.cost', 'must be an amount of US dollars'],
    [{ agents: { a: { kind: 'claude', maxConcurrent: 0 } } }, 'agents.a.maxConcurrent', 'must be at least 1'],
    [
      { agents: { a: { kind: 'claude', turnTimeout: 0 } } },
      'agents.a.turnTimeout',
      'must be longer than nothing',
    ],
    [{ agents: { a: { kind: 'claude', env: { X: 5 } } } }, 'agents.a.env.X', 'must be a text, or'],
    [{ agents: { a: { kind: 'claude', env: ['A-B'] } } }, 'agents.a.env.0', 'not the name of a variable'],
    [{ agents: { a: { kind: 'claude', silenceAfter: 0 } } }, 'agents.a.silenceAfter', 'longer than nothing'],
    [{ agents: { a: { kind: 'claude', stallAfter: 0 } } }, 'agents.a.stallAfter', 'longer than nothing'],
    [{ agents: { a: { kind: 'claude', orphanGrace: '9s' } } }, 'agents.a.orphanGrace', 'at least 10s'],
    [
      { agents: { a: { kind: 'claude', billing: 'free' } } },
      'agents.a.billing',
      'must be one of api, subscription',
    ],
    [{ agents: { a: { kind: 'claude', price: {} } } }, 'agents.a.price.default', 'is missing'],
    [
      { agents: { a: { kind: 'claude', price: { default: { input: 1 } } } } },
      'agents.a.price.default.output',
      'is missing',
    ],
    [
      { agents: { a: { kind: 'claude', price: { default: { input: 1, output: 'dear' } } } } },
      'agents.a.price.default.output',
      'must be an amount of US dollars',
    ],
    [
      {
        agents: {
          a: {
            kind: 'claude',
            price: { default: { input: 1, output: 2 }, m: { input: 1, output: 2, cash: 3 } },
          },
        },
      },
      'agents.a.price.m.cash',
      'is not a known key',
    ],
    [{ projects: { app: { ...project, fallback: 'claude' } } }, 'projects.app.fallback', 'must be a list'],
    [
      { projects: { app: { ...project, fallback: ['claude:'] } } },
      'projects.app.fallback.0',
      'must be an agent, or agent:model',
    ],
    [
      { projects: { app: { ...project, fallback: [':opus'] } } },
      'projects.app.fallback.0',
      'must be an agent',
    ],
    [{ purses: { user: { dy: 5 } } }, 'purses.user.dy', 'is not a known key'],
    [{ purses: { user: { total: 5 } } }, 'purses.user.total', 'is not a known key'],
    [{ purses: { user: { day: 'lots' } } }, 'purses.user.day', 'must be an amount of US dollars'],
    [{ purses: { global: { total: 0 } } }, 'purses.global.total', 'must be more than nothing'],
    [{ escalation: { budgetWait: 'a while' } }, 'escalation.budgetWait', 'must be a time'],
    [{ compaction: { share: 80 } }, 'compaction.share', 'above 0 and at most 1'],
    [{ compaction: { share: 0 } }, 'compaction.share', 'above 0 and at most 1'],
    [{ compaction: { share: '80%' } }, 'compaction.share', 'must be a number, not a text'],
    [{ compaction: { minTurns: 0 } }, 'compaction.minTurns', 'must be at least 1'],
    [{ session: { idle: 0 } }, 'session.idle', 'longer than nothing'],
    [{ replay: { rollbackOnCrash: 'yes' } }, 'replay.rollbackOnCrash', 'must be true or false, not a text'],
    [{ replay: { maxFreshRetries: -1 } }, 'replay.maxFreshRetries', 'must be a whole number'],
    [{ git: { identity: { email: 'x' } } }, 'git.identity.email', 'must be an address'],
    [[], '(the file)', 'must be an object, not a list'],
    [() => ({}), '(the file)', 'must be an object, not function'],
  ])('explains what is wrong with %j', (value, path, message) => {
    expect(problemsOf(value)).toMatchObject([{ path, message: expect.stringContaining(message) }]);
  });

  it('goes on after a mistake, so that what is right is still there for the rules', () => {
    const { file, problems } = parseFile({
      projects: { app: { source: '.', agent: 'x', budget: 5, accept: ['', 'npm test'] }, broken: {} },
    });
    expect(problems.map(({ path }) => path).toSorted()).toEqual([
      'projects.app.accept.0',
      'projects.app.budget',
      'projects.broken.source',
    ]);
    expect(file.projects).toMatchObject({ app: { source: '.', agent: 'x', accept: 'auto' } });
  });

  it('masks values that are secrets', () => {
    const text = JSON.stringify(
      parseFile({
        agents: {
          a: { kind: 'claude', env: { KEY: 'hunter22', OTHER: { from: 'hunter22 ' } }, apiKey: 'hunter22' },
        },
        projects: { app: { source: '.', tokn: { password: 'hunter22' }, bse: 'https://me:hunter22@host' } },
      }).problems,
    );
    expect(text).toContain('********');
    expect(text).not.toContain('hunter22');
  });

  it('survives a cycle', () => {
    const value: Record<string, unknown> = {};
    value['projcts'] = value;
    expect(problemsOf(value)).toMatchObject([{ path: 'projcts', hint: 'Did you mean “projects”?' }]);
  });

  it('answers with problems or a file for whatever it is given, and never throws', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }), (value) => {
        const { problems } = parseFile(value);
        const nested = parseFile({ projects: value, agents: { a: value }, budget: value });
        expect(problems.length + nested.problems.length).toBeGreaterThan(0);
      }),
    );
  });
});
