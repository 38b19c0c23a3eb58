import { describe, expect, it } from 'vitest';
import { testsWeakened } from '../../../../../src/policy/acceptance/weakened/tests-weakened.ts';
import { samples } from './samples/all-samples.ts';

const judge = (path: string, before: string | undefined, after: string | undefined) =>
  testsWeakened([
    { path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) },
  ]);

describe.each(samples)('tests in $language', ({ path, whole, edits, harmless }) => {
  it('are as strong as before when nothing was done to them', () => {
    expect(judge(path, whole, whole)).toEqual([]);
    expect(judge(path, undefined, whole)).toEqual([]);
  });

  it.each(edits)('are weakened when they are $what', ({ from, to, says }) => {
    const after = whole.replace(from, to);
    expect(after).not.toBe(whole);
    const found = judge(path, whole, after);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(path);
    expect(found[0]).toMatch(says);
    // Taking it back is no loss.
    expect(judge(path, after, whole)).toEqual([]);
  });

  it.each(harmless)('are not weakened when $what', ({ from, to }) => {
    const after = whole.replace(from, to);
    expect(after).not.toBe(whole);
    expect(judge(path, whole, after)).toEqual([]);
  });

  it('are weakened when their file is deleted, and not when it only moved', () => {
    expect(judge(path, whole, undefined)).toMatchObject([expect.stringMatching(/deleted, and with it/)]);
    const moved = path.replace(/([^/]+)$/, 'moved/$1');
    expect(
      testsWeakened([
        { path, before: whole },
        { path: moved, after: whole },
      ]),
    ).toEqual([]);
  });
});

describe('tests that move', () => {
  const one = `it('adds', () => { expect(add(1, 1)).toBe(2); });\n`;
  const two = `it('subtracts', () => { expect(sub(1, 1)).toBe(0); });\n`;

  it('may be spread over two files, and gathered in one', () => {
    const apart = [
      { path: 'a.test.ts', before: one + two, after: one },
      { path: 'b.test.ts', after: two },
    ];
    expect(testsWeakened(apart)).toEqual([]);
    const together = [
      { path: 'a.test.ts', before: one, after: one + two },
      { path: 'b.test.ts', before: two },
    ];
    expect(testsWeakened(together)).toEqual([]);
  });

  it('are left out when they move into a group that is', () => {
    const after = `describe.skip('later', () => {\n${one}});\n`;
    const found = testsWeakened([
      { path: 'a.test.ts', before: one },
      { path: 'b.test.ts', after },
    ]);
    expect(found).toEqual(['b.test.ts: a group of tests is left out now']);
  });

  it('are not made up for by others in a new file', () => {
    const found = testsWeakened([
      { path: 'a.test.ts', before: one },
      { path: 'b.test.ts', after: two },
    ]);
    expect(found).toEqual(['a.test.ts: deleted, and with it “adds”']);
  });

  it('may move their assertions into a helper', () => {
    const before = `it('a', () => { expect(x()).toBe(1); });\nit('b', () => { expect(y()).toBe(1); });\n`;
    const after = `const isOne = (v) => expect(v).toBe(1);\nit('a', () => { isOne(x()); });\nit('b', () => { isOne(y()); });\n`;
    expect(judge('a.test.ts', before, after)).toEqual([]);
  });

  it('may stay left out, and are not to be left out a second time', () => {
    const out = one.replace('it(', 'it.skip(');
    expect(judge('a.test.ts', out + two, out + two.replace('0', '1'))).toEqual([]);
  });

  it('may be split into several', () => {
    const before = `it('a', () => { expect(x()).toBe(1); expect(y()).toBe(2); });\n`;
    const after = `it('a', () => { expect(x()).toBe(1); });\nit('b', () => { expect(y()).toBe(2); });\n`;
    expect(judge('a.test.ts', before, after)).toEqual([]);
  });

  it('may say several things at once', () => {
    const before = `it('a', () => { expect(r.x).toBe(1); expect(r.y).toBe(2); });\n`;
    const after = `it('a', () => { expect(r).toEqual({ x: 1, y: 2 }); });\n`;
    expect(judge('a.test.ts', before, after)).toEqual([]);
  });
});

describe('what is no test', () => {
  it('may be changed and deleted as anybody likes', () => {
    const helper = `export const open = () => ({ skip: 5, take: 10 });\n`;
    expect(judge('test/support/open.ts', helper, undefined)).toEqual([]);
    expect(judge('test/support/open.ts', helper, helper.replace('5', '6'))).toEqual([]);
  });

  it.each([
    [`if (/it.only\\('/.test(text)) report();\n`],
    [`// it.only('x') and it.skip('y') are forbidden\n`],
    [`const words = "it.skip('x', () => {})";\n`],
    ['const words = `describe.only(`;\n'],
  ])('does not count where it is only spoken of: %s', (line) => {
    const test = `it('adds', () => { expect(1 + one()).toBe(2); });\n`;
    expect(judge('a.test.ts', test, test + line)).toEqual([]);
  });

  it('in a language that is not known is missed when it is gone, and not when it moved', () => {
    const text = 'test "adds" do\n  assert 1 + 1 == 2\nend\n';
    expect(judge('test/a_test.exs', text, undefined)).toEqual(['test/a_test.exs: deleted']);
    expect(
      testsWeakened([
        { path: 'test/a_test.exs', before: text },
        { path: 'test/b_test.exs', after: `# moved\n${text}` },
      ]),
    ).toEqual([]);
  });
});

it('looks through hostile text in time that grows with its length', () => {
  for (const part of ['it(', '`', '/*', "'", '{', '(((', 'it.skip.', ' \n', 'a<', '@Test '])
    for (const path of [
      'a.test.ts',
      'test_a.py',
      'a_test.go',
      'a.rs',
      'ATest.java',
      'a_spec.rb',
      'ATest.php',
      'ATests.cs',
    ])
      expect(judge(path, undefined, part.repeat(4000))).toBeInstanceOf(Array);
});
