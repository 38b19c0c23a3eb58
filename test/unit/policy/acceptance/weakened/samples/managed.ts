import { emptied, removed, skipped, type Sample } from './sample.ts';

export const managedSamples: readonly Sample[] = [
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
