import type { ReviewFlag } from '../../domain/acceptance.ts';
import { oneLine } from '../format.ts';

const words: Readonly<Record<ReviewFlag['kind'], string>> = {
  tests: 'tests',
  ci: 'CI',
  criteria: 'what the checks go by',
};

/** What a reviewer should look at: `tests: test/a.test.ts and 2 more · CI: .github/workflows/ci.yml`; undefined: nothing. */
export function flagsLine(flags: readonly ReviewFlag[] | undefined): string | undefined {
  if (flags === undefined || flags.length === 0) return undefined;
  return flags.map(({ kind, paths }) => `${words[kind]}: ${some(paths)}`).join(' · ');
}

const some = (paths: readonly string[]): string => {
  const [first = ''] = paths;
  const more = paths.length > 1 ? ` and ${paths.length - 1} more` : '';
  return `${oneLine(first, 80)}${more}`;
};
