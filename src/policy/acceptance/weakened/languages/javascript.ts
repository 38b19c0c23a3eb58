import { anyOf, curly, judging, type Language } from '../language.ts';

const modifiers =
  'skip|only|todo|fixme|failing|fails|fail|each|for|concurrent|sequential|serial|skipIf|runIf|slow|cb';

/** Jest, Vitest, Mocha, Jasmine, node:test, Playwright, AVA. */
export const javascript: Language = {
  files: /\.(?:[cm]?[jt]sx?|vue|svelte)$/,
  syntax: { ...curly, quotes: '"\'`', multiline: '`', regexps: true },
  forms: [
    {
      starts: new RegExp(
        String.raw`(?<![\w$.])(?:it|test|specify|fit|xit|xtest|xspecify|Deno\.test)(?:\.(?:${modifiers})\b){0,4}\s{0,3}(?=[(\x60])`,
        'g',
      ),
      body: 'call',
    },
  ],
  skips: anyOf(
    String.raw`(?<![\w$.])x(?:it|test|specify|describe|context)\s{0,3}[(.]`,
    String.raw`(?<![\w$.])(?:it|test|specify|describe|context|suite|Deno\.test)(?:\.\w{1,20}){0,4}\.(?:skip|todo|fixme|skipIf|runIf|failing|fails)\b`,
    String.raw`(?<![\w$.])(?:this|t|ctx|context|test)\.(?:skip|todo|fixme)\s?\(`,
    String.raw`(?<![\w$])(?:skip|todo|ignore):\s{0,3}(?:true|['"\x60])`,
  ),
  focus: anyOf(
    String.raw`(?<![\w$.])(?:it|test|specify|describe|context|suite|Deno\.test)(?:\.\w{1,20}){0,4}\.only\b`,
    String.raw`(?<![\w$.])f(?:it|describe|context)\s{0,3}[(.]`,
    String.raw`(?<![\w$])only:\s{0,3}true`,
  ),
  asserts: anyOf(
    judging,
    String.raw`\.should\b`,
    String.raw`(?<![\w$.])t\.(?:is|not|deepEqual|notDeepEqual|like|true|false|truthy|falsy|throws\w{0,10}|notThrows|regex|snapshot|ok|notOk|equal|same|match|rejects|fail|end|plan)\s?\(`,
    String.raw`(?<![\w$.])(?:strictEqual|deepEqual|deepStrictEqual|notStrictEqual|equal|ok|throws|rejects)\s?\(`,
  ),
};
