import { anyOf, curly, judging, type Language } from '../language.ts';

/** pytest and unittest. */
export const python: Language = {
  files: /\.py$/,
  syntax: { lineComments: ['#'], blockComments: false, quotes: `"'`, multiline: '', triple: true },
  forms: [{ starts: /^[ \t]*(?:async[ \t]+)?def[ \t]+(test\w*)[ \t]*\(/gm, body: 'indent' }],
  skips: anyOf(
    String.raw`\bmark\.(?:skip|skipif|xfail)\b`,
    String.raw`@(?:unittest\.)?(?:skip|skipIf|skipUnless|expectedFailure)\b`,
    String.raw`\bpytest\.(?:skip|xfail|importorskip)\s?\(`,
    String.raw`\bskipTest\s?\(|\bSkipTest\b`,
    String.raw`^[ \t]*__test__[ \t]*=[ \t]*False`,
  ),
  asserts: anyOf(
    String.raw`^[ \t]*assert\b`,
    String.raw`\bself\.(?:assert|fail)\w{0,40}\s?\(`,
    String.raw`\bpytest\.(?:raises|warns|fail|deprecated_call)\b`,
    judging,
  ),
};

/** RSpec, minitest and test-unit. */
export const ruby: Language = {
  files: /\.rb$/,
  syntax: { lineComments: ['#'], blockComments: false, quotes: `"'`, multiline: '', triple: false },
  forms: [
    {
      starts:
        /^[ \t]*(?:x|f)?(?:it|specify|scenario|example|test)(?=[ \t]*(?:['"({]|do\b|\())|^[ \t]*def[ \t]+(test_\w+)/gm,
      body: 'next',
    },
  ],
  skips: anyOf(
    String.raw`^[ \t]*x(?:it|describe|context|specify|scenario|example|test)\b`,
    String.raw`^[ \t]*(?:skip|pending|omit)\b`,
    String.raw`,[ \t]*:(?:skip|pending)\b|\b(?:skip|pending):[ \t]*(?:true|['"])`,
  ),
  focus: anyOf(
    String.raw`^[ \t]*f(?:it|describe|context|specify|scenario|example)\b`,
    String.raw`,[ \t]*:focus\b|\bfocus:[ \t]*true`,
  ),
  asserts: anyOf(
    String.raw`\b(?:expect|assert\w{0,40}|refute\w{0,40}|flunk|is_expected)\b`,
    String.raw`\.(?:should|should_not|must_\w{1,40}|wont_\w{1,40})\b`,
  ),
};

/** PHPUnit and Pest. */
export const php: Language = {
  files: /\.php$/,
  syntax: { ...curly, lineComments: ['//', '# '] },
  forms: [
    {
      starts: /\bfunction\s{1,9}(\w{1,120})\s?\(/g,
      body: 'braces',
      name: /^test/,
      head: /#\[[^\]]{0,40}\bTest\b/,
      doc: /@test\b/,
    },
    { starts: /(?<![\w$>:])(?:it|test)\s?(?=\()/g, body: 'call' },
  ],
  skips: anyOf(
    String.raw`\bmarkTest(?:Skipped|Incomplete)\s?\(`,
    String.raw`->(?:skip|todo|skipOnCi)\s?\(`,
    String.raw`#\[[^\]]{0,40}\bRequires\w{0,40}`,
  ),
  focus: anyOf(String.raw`->only\s?\(`),
  asserts: anyOf(judging, String.raw`->(?:to[A-Z]\w{0,40}|assert\w{0,40}|expect\w{0,40})\s?\(`),
};
