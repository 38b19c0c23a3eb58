import { emptied, removed, skipped, type Sample } from './sample.ts';

export const scriptsSamples: readonly Sample[] = [
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
];
