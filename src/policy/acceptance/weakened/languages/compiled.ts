import { anyOf, curly, judging, type Language } from '../language.ts';

export const go: Language = {
  files: /_test\.go$/,
  syntax: { ...curly, quotes: '"\'`', multiline: '`' },
  forms: [{ starts: /^func\s{1,9}((?:Test|Fuzz|Example)\w{0,120})\s?\(/gm, body: 'braces' }],
  skips: anyOf(String.raw`\b\w{1,20}\.Skip(?:f|Now)?\s?\(`),
  asserts: anyOf(
    String.raw`\.(?:Error|Errorf|Fatal|Fatalf|Fail|FailNow)\s?\(`,
    String.raw`\b(?:require|is|qt|gomega|Expect|Ω)\.?\w{0,40}\s?\(`,
    judging,
  ),
};

export const rust: Language = {
  files: /\.rs$/,
  syntax: { ...curly, quotes: '"', multiline: '"', lifetimes: true },
  forms: [
    {
      starts: /\bfn\s{1,9}(\w{1,120})\s?\(/g,
      body: 'braces',
      head: /#\[\s?(?:\w{1,40}::){0,3}(?:test|rstest|test_case|wasm_bindgen_test)\b/,
    },
  ],
  skips: anyOf(String.raw`#\[\s?ignore\b`, String.raw`#\[\s?cfg\s?\(\s?any\s?\(\s?\)\s?\)`),
  asserts: anyOf(
    String.raw`\b(?:debug_|prop_)?assert\w{0,40}!`,
    String.raw`#\[\s?should_panic|\b(?:panic|unreachable)!`,
    judging,
  ),
};

const method = String.raw`\b[\w<>\[\].?]{1,80}\s{1,9}(\w{1,120})\s?\([^()]{0,400}\)[^;{}=()]{0,200}(?=\{)`;

/** JUnit and TestNG, in Java and Kotlin. */
export const jvm: Language = {
  files: /\.(?:java|kt|kts|groovy)$/,
  syntax: { ...curly, triple: true },
  forms: [
    {
      starts: new RegExp(
        String.raw`\bfun\s{1,9}(\x60[^\x60\n]{1,200}\x60|\w{1,120})\s?\([^()]{0,400}\)[^;{}()]{0,200}(?=\{)|${method}`,
        'g',
      ),
      body: 'braces',
      head: /@(?:\w{1,40}\.){0,6}(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Theory|Property)\b/,
    },
  ],
  skips: anyOf(
    String.raw`@(?:\w{1,40}\.){0,6}(?:Ignore|Disabled\w{0,40}|EnabledIf\w{0,40})\b`,
    String.raw`\bassum(?:e|ing)\w{0,40}\s?\(`,
    String.raw`\benabled\s?=\s?false`,
  ),
  asserts: anyOf(judging, String.raw`(?<![\w.])fail\s?\(`, String.raw`\.should\w{0,40}\b`),
};

/** xUnit, NUnit and MSTest. */
export const csharp: Language = {
  files: /\.(?:cs|fs|vb)$/,
  syntax: { ...curly, triple: true },
  forms: [
    {
      starts: new RegExp(method, 'g'),
      body: 'braces',
      head: /\[[^\]]{0,200}?\b(?:Fact|Theory|Test|TestCase|TestMethod|DataTestMethod|Property)\b/,
    },
  ],
  skips: anyOf(
    String.raw`\[[^\]\n]{0,200}?\b(?:Ignore|Explicit)\b`,
    String.raw`\bSkip\s?=\s?["$@]`,
    String.raw`\bAssert\.(?:Ignore|Inconclusive|Skip\w{0,20})\s?\(`,
  ),
  asserts: anyOf(
    judging,
    String.raw`\bAssert\.(?!Ignore|Inconclusive|Skip)\w`,
    String.raw`\.Should\w{0,40}\s?\(`,
  ),
};
