/** A change to a test file, as text to be replaced. */
interface Edit {
  readonly what: string;
  readonly from: string | RegExp;
  readonly to: string;
}

interface Sample {
  readonly language: string;
  readonly path: string;
  readonly whole: string;
  readonly edits: readonly (Edit & { readonly says: RegExp })[];
  readonly harmless: readonly Edit[];
}

const skipped = /is left out now/;
const emptied = /asserts nothing any more/;
const removed = /removed/;

/** Two tests in each language, with what weakens them and what does not. */
export const samples: readonly Sample[] = [
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
  {
    language: 'Python',
    path: 'tests/test_sum.py',
    whole: `import pytest
from sum import add


class TestSum:
    def test_adds(self):
        """It adds: assert nothing here."""
        assert add(1, 2) == 3
        assert add(2, 2) == 4

    @pytest.mark.parametrize("a", [1, 2])
    def test_is_symmetric(
        self,
        a,
    ):
        assert add(a, 1) == add(1, a)
`,
    edits: [
      {
        what: 'skipped',
        from: '    def test_adds',
        to: '    @pytest.mark.skip(reason="later")\n    def test_adds',
        says: skipped,
      },
      {
        what: 'skipped by unittest',
        from: '    def test_adds',
        to: '    @unittest.skip("later")\n    def test_adds',
        says: skipped,
      },
      {
        what: 'expected to fail',
        from: '    def test_adds',
        to: '    @pytest.mark.xfail\n    def test_adds',
        says: skipped,
      },
      {
        what: 'skipped from inside',
        from: '        assert add(1, 2)',
        to: '        pytest.skip("later")\n        assert add(1, 2)',
        says: skipped,
      },
      {
        what: 'skipped as a class',
        from: 'class TestSum',
        to: '@pytest.mark.skip\nclass TestSum',
        says: /a group of tests/,
      },
      {
        what: 'skipped as a module',
        from: 'import pytest',
        to: 'import pytest\npytestmark = pytest.mark.skip("later")',
        says: /a group of tests/,
      },
      { what: 'emptied', from: /        assert add\(1[^]*?4\n/, to: '        pass\n', says: emptied },
      {
        what: 'made to say nothing',
        from: /        assert add\(1[^]*?4\n/,
        to: '        assert True\n',
        says: emptied,
      },
      { what: 'thinned', from: '        assert add(2, 2) == 4\n', to: '', says: /has 1 assertions/ },
      { what: 'hidden from pytest', from: 'def test_adds', to: 'def _test_adds', says: removed },
      { what: 'removed', from: /    def test_adds[^]*?4\n/, to: '', says: removed },
    ],
    harmless: [
      { what: 'they are renamed', from: 'test_adds', to: 'test_adds_numbers' },
      {
        what: 'another one is added',
        from: '    def test_adds',
        to: '    def test_new(self):\n        assert add(0, 0) == 0\n\n    def test_adds',
      },
      { what: 'they take a fixture', from: 'test_adds(self)', to: 'test_adds(self, tmp_path)' },
      { what: 'they become asynchronous', from: 'def test_adds', to: 'async def test_adds' },
    ],
  },
  {
    language: 'Go',
    path: 'sum_test.go',
    whole: `package sum

import "testing"

func TestAdds(t *testing.T) {
	if Add(1, 2) != 3 {
		t.Errorf("{ wrong")
	}
}

func TestMore(t *testing.T) {
	t.Run("sub", func(t *testing.T) {
		if Add(2, 2) != 4 {
			t.Fatal("wrong")
		}
	})
}
`,
    edits: [
      { what: 'skipped', from: '	if Add(1', to: '	t.Skip("later")\n	if Add(1', says: skipped },
      { what: 'emptied', from: '		t.Errorf("{ wrong")\n', to: '', says: emptied },
      { what: 'hidden', from: 'func TestAdds', to: 'func testAdds', says: removed },
      { what: 'removed', from: /func TestAdds[^]*?\n\}\n/, to: '', says: removed },
    ],
    harmless: [
      { what: 'they run side by side', from: '	if Add(1', to: '	t.Parallel()\n	if Add(1' },
      { what: 'they use a library', from: /	if Add\(1[^]*?\n	\}/, to: '	assert.Equal(t, 3, Add(1, 2))' },
    ],
  },
  {
    language: 'Rust',
    path: 'src/lib.rs',
    whole: `pub fn add<'a>(a: u32, b: u32) -> u32 { a + b }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds() {
        assert_eq!(add(1, 2), 3, "it's {}", '"');
    }

    #[tokio::test]
    async fn waits() {
        assert!(add(1, 1) == 2);
    }
}
`,
    edits: [
      { what: 'ignored', from: '    #[test]', to: '    #[test]\n    #[ignore = "later"]', says: skipped },
      { what: 'no tests any more', from: '    #[test]\n', to: '', says: removed },
      { what: 'emptied', from: /        assert_eq!.*\n/, to: '', says: emptied },
      { what: 'made to say nothing', from: 'assert!(add(1, 1) == 2)', to: 'assert!(true)', says: emptied },
      { what: 'removed', from: /    #\[tokio[^]*?\n    \}\n/, to: '', says: removed },
    ],
    harmless: [
      { what: 'the code beside them changes', from: 'a + b', to: 'a.wrapping_add(b)' },
      { what: 'they are renamed', from: 'fn adds', to: 'fn adds_two' },
    ],
  },
  {
    language: 'Java',
    path: 'src/test/java/SumTest.java',
    whole: `class SumTest {
    @Test
    public void adds() throws Exception {
        assertEquals(3, Sum.add(1, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void symmetric(int a) {
        assertThat(Sum.add(a, 1)).isEqualTo(Sum.add(1, a));
    }
}
`,
    edits: [
      { what: 'ignored', from: '    @Test\n', to: '    @Test\n    @Ignore("later")\n', says: skipped },
      { what: 'disabled', from: '    @Test\n', to: '    @Disabled\n    @Test\n', says: skipped },
      {
        what: 'disabled as a class',
        from: 'class SumTest',
        to: '@Disabled\nclass SumTest',
        says: /a group of tests/,
      },
      { what: 'no tests any more', from: '    @Test\n', to: '', says: removed },
      { what: 'emptied', from: /        assertEquals.*\n/, to: '', says: emptied },
      {
        what: 'made to say nothing',
        from: 'assertEquals(3, Sum.add(1, 2))',
        to: 'assertTrue(true)',
        says: emptied,
      },
    ],
    harmless: [
      { what: 'they are renamed', from: 'void adds', to: 'void addsNumbers' },
      {
        what: 'they use another library',
        from: 'assertEquals(3, Sum.add(1, 2))',
        to: 'assertThat(Sum.add(1, 2)).isEqualTo(3)',
      },
    ],
  },
  {
    language: 'Kotlin',
    path: 'src/test/kotlin/SumTest.kt',
    whole: `class SumTest {
    @Test
    fun \`adds two numbers\`() {
        assertEquals(3, add(1, 2))
    }
}
`,
    edits: [
      { what: 'ignored', from: '    @Test\n', to: '    @Ignore\n    @Test\n', says: skipped },
      { what: 'emptied', from: /        assertEquals.*\n/, to: '', says: emptied },
    ],
    harmless: [{ what: 'they are renamed', from: 'adds two numbers', to: 'adds numbers' }],
  },
  {
    language: 'Ruby',
    path: 'spec/sum_spec.rb',
    whole: `describe Sum do
  it 'adds' do
    expect(Sum.add(1, 2)).to eq(3)
  end

  it "is symmetric" do
    expect(Sum.add(2, 1)).to eq Sum.add(1, 2)
  end
end
`,
    edits: [
      { what: 'crossed out', from: `it 'adds'`, to: `xit 'adds'`, says: skipped },
      { what: 'pending', from: `it 'adds' do`, to: `it 'adds' do\n    pending 'later'`, says: skipped },
      { what: 'skipped by a tag', from: `it 'adds' do`, to: `it 'adds', :skip do`, says: skipped },
      { what: 'alone', from: `it 'adds'`, to: `fit 'adds'`, says: /only some tests/ },
      { what: 'emptied', from: /    expect\(Sum.add\(1, 2\)\).*\n/, to: '', says: emptied },
      { what: 'removed', from: /  it 'adds'[^]*?  end\n\n/, to: '', says: removed },
    ],
    harmless: [{ what: 'they are renamed', from: `'adds'`, to: `'adds numbers'` }],
  },
  {
    language: 'PHP',
    path: 'tests/SumTest.php',
    whole: `<?php
final class SumTest extends TestCase
{
    public function testAdds(): void
    {
        $this->assertSame(3, add(1, 2));
    }

    /** @test */
    public function symmetric(): void
    {
        self::assertSame(add(1, 2), add(2, 1));
    }

    #[Test]
    public function zero(): void
    {
        self::assertSame(0, add(0, 0));
    }
}
`,
    edits: [
      {
        what: 'skipped',
        from: '        $this->assertSame',
        to: `        $this->markTestSkipped('later');\n        $this->assertSame`,
        says: skipped,
      },
      { what: 'emptied', from: /        \$this->assertSame.*\n/, to: '', says: emptied },
      { what: 'no tests any more', from: '    /** @test */\n', to: '', says: removed },
      { what: 'no tests any more by attribute', from: '    #[Test]\n', to: '', says: removed },
    ],
    harmless: [{ what: 'they are renamed', from: 'testAdds', to: 'testAddsNumbers' }],
  },
  {
    language: 'C#',
    path: 'SumTests.cs',
    whole: `public class SumTests
{
    [Fact]
    public void Adds()
    {
        Assert.Equal(3, Sum.Add(1, 2));
    }

    [Theory]
    [InlineData(1)]
    public async Task Symmetric(int a)
    {
        Sum.Add(a, 1).Should().Be(Sum.Add(1, a));
    }
}
`,
    edits: [
      { what: 'skipped', from: '[Fact]', to: '[Fact(Skip = "later")]', says: skipped },
      { what: 'ignored', from: '    [Fact]', to: '    [Ignore]\n    [Fact]', says: skipped },
      { what: 'emptied', from: /        Assert.Equal.*\n/, to: '', says: emptied },
      { what: 'no tests any more', from: '    [Fact]\n', to: '', says: removed },
    ],
    harmless: [{ what: 'they are renamed', from: 'Adds()', to: 'AddsNumbers()' }],
  },
];
