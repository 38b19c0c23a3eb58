import { emptied, removed, skipped, type Sample } from './sample.ts';

export const compiledSamples: readonly Sample[] = [
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
];
