import { describe, expect, it } from 'vitest';
import { parseCriteria } from '../../../../src/config/parse/parse-criteria.ts';

const parse = (text: string) => parseCriteria(text, '.drover/accept.yaml', ['mine']);
const problem = (text: string): string => {
  const parsed = parse(text);
  return parsed.ok ? '' : parsed.problem;
};

describe('a project’s own criteria', () => {
  it('are the same as in the configuration, with every default filled in', () => {
    const text = `# what done means here
- npm test
- kind: shell
  command: npm run lint
  timeout: 2m
  excuseBaseline: true
- { kind: file, path: docs/a.md, matches: "^# " }
- { kind: custom, check: noPathsTouched, globs: [src/api/**] }
- { kind: custom, check: function, use: mine, args: { least: 3 }, timeout: 90s }
- { kind: llmJudge, criterion: the change is documented }
`;
    expect(parse(text)).toEqual({
      ok: true,
      criteria: [
        { kind: 'shell', command: 'npm test', expectedExit: 0, timeoutMs: 300_000 },
        { kind: 'shell', command: 'npm run lint', expectedExit: 0, timeoutMs: 120_000, excuseBaseline: true },
        { kind: 'file', path: 'docs/a.md', matches: '^# ', required: true },
        { kind: 'custom', check: 'noPathsTouched', globs: ['src/api/**'] },
        { kind: 'custom', check: 'function', use: 'mine', args: { least: 3 }, timeoutMs: 90_000 },
        { kind: 'llmJudge', criterion: 'the change is documented' },
      ],
    });
  });

  it('may be JSON', () => {
    expect(parse('[\n  "npm test",\n  {"kind": "custom", "check": "gitClean"}\n]\n')).toMatchObject({
      ok: true,
      criteria: [{ command: 'npm test' }, { check: 'gitClean' }],
    });
  });

  it.each([
    ['- npm test\n- [unclosed\n', /, line \d: /],
    ['- a: 1\n  a: 2\n', /line 2: .*unique/],
    ['- npm test\n- kind: shell\n  comand: x\n', /line \d: 1\.command is missing/],
    ['- kind: shell\n  command: x\n  extra: 1\n', /line 3: 0\.extra is not a known key/],
    ['- kind: shel\n  command: x\n', /line 1: 0\.kind must be one of shell, file, custom, llmJudge/],
    ['- kind: custom\n  check: gitclean\n', /line 2: 0\.check must be one of .*gitClean/],
    ['- kind: file\n  path: ../secret\n', /line 2: 0\.path must stay inside the worktree/],
    [
      '- kind: shell\n  command: x\n  stdoutMatches: "("\n',
      /line 3: 0\.stdoutMatches is not a valid regular/,
    ],
    ['- kind: shell\n  command: x\n  cwd: /etc\n', /line 3: 0\.cwd must stay inside/],
    ['- kind: ciStep\n', /line 1: 0\.kind "ciStep" is not built yet/],
    ['- npm test\n- kind: custom\n  check: function\n  use: other\n', /line 2: 1\.use names no function/],
    ['accept: []\n', /line 1: must be a list/],
    ['[]\n', /line 1: must hold at least one/],
    ['none\n', /line 1: must be a list, not a text/],
    ['', /line 1: must be a list/],
    ['- 5\n', /line 1: 0 must be a command/],
    ['- ""\n', /line 1: 0 /],
    ['- !!js/function "x"\n- 5\n', /line 2: 1 must be a command/],
    [
      `a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c]\n`,
      /alias/,
    ],
    [`- ${'x'.repeat(70_000)}\n`, /longer than 64 KiB/],
  ])('that are not well-formed are refused with file and line: %j', (text, expected) => {
    expect(problem(text)).toMatch(expected);
    expect(problem(text)).toMatch(/^\.drover\/accept\.yaml[^\n]*$/);
  });
});
