import { emptied, removed, skipped, type Sample } from './sample.ts';

export const javascriptSamples: readonly Sample[] = [
  {
    language: 'TypeScript',
    path: 'src/sum.test.ts',
    whole: `import { expect, it, describe } from 'vitest';
import { sum } from './sum.ts';

describe('sum', () => {
  it('adds (two) numbers', () => {
    const it = "a word: it('x')";
    expect(sum(1, 2)).toBe(3);
    expect(sum(2, 2)).toBe(4);
  });

  it.each([
    [1, 2],
    [3, 4],
  ])('does not mind %s', (a, b) => {
    expect(sum(a, b)).toBe(sum(b, a));
  });
});
`,
    edits: [
      { what: 'skipped', from: `it('adds`, to: `it.skip('adds`, says: skipped },
      { what: 'crossed out', from: `it('adds`, to: `xit('adds`, says: skipped },
      { what: 'to be done', from: `it('adds`, to: `it.todo('adds`, says: skipped },
      { what: 'expected to fail', from: `it('adds`, to: `it.fails('adds`, says: skipped },
      { what: 'skipped with their table', from: 'it.each', to: 'it.skip.each', says: skipped },
      {
        what: 'skipped as a group',
        from: `describe('sum'`,
        to: `describe.skip('sum'`,
        says: /a group of tests/,
      },
      { what: 'alone', from: `it('adds`, to: `it.only('adds`, says: /only some tests/ },
      { what: 'emptied', from: /    expect\(sum\(1[^]*?4\);\n/, to: '', says: emptied },
      {
        what: 'made to say nothing',
        from: /    expect\(sum\(1[^]*?4\);\n/,
        to: '    expect(true).toBe(true);\n',
        says: emptied,
      },
      {
        what: 'thinned',
        from: '    expect(sum(2, 2)).toBe(4);\n',
        to: '',
        says: /has 1 assertions, and had 2/,
      },
      {
        what: 'made comments',
        from: '    expect(sum(2, 2)).toBe(4);',
        to: '    // expect(sum(2, 2)).toBe(4);',
        says: /has 1 assertions/,
      },
      { what: 'removed', from: /  it\('adds[^]*?\}\);\n/, to: '', says: removed },
      { what: 'commented out', from: /  (it\('adds[^]*?\}\);)\n/, to: '  /* $1 */\n', says: removed },
      {
        what: 'cut short from inside',
        from: '    expect(sum(a',
        to: '    this.skip();\n    expect(sum(a',
        says: skipped,
      },
    ],
    harmless: [
      { what: 'they are renamed', from: 'adds (two) numbers', to: 'adds any two numbers' },
      { what: 'they expect something else', from: 'toBe(3)', to: 'toBe(4)' },
      { what: 'they are written with test', from: `it('adds`, to: `test('adds` },
      {
        what: 'another one is added',
        from: `  it('adds`,
        to: `  it('is new', () => { expect(sum(0, 0)).toBe(0); });\n\n  it('adds`,
      },
      { what: 'a new one is left for later', from: `  it('adds`, to: `  it.todo('carries');\n\n  it('adds` },
      { what: 'they are asked more', from: '.toBe(4);', to: '.toBe(4);\n    expect(sum(0, 0)).toBe(0);' },
      {
        what: 'they are set up otherwise',
        from: `describe('sum', () => {`,
        to: `describe('sum', () => {\n  beforeEach(() => reset({ skip: 10, take: 5 }));`,
      },
      { what: 'they wait', from: '=> {\n    const', to: '=> {\n    await ready();\n    const' },
    ],
  },
];
