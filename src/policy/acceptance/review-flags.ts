import type { Criterion, ReviewFlag } from '../../domain/acceptance.ts';
import { isTestPath } from './test-path.ts';

type Kind = ReviewFlag['kind'];

/** Paths that one flag lists. */
const mostPaths = 20;

const ci =
  /^(?:\.github\/(?:workflows|actions)\/|\.gitea\/|\.forgejo\/|\.gitlab-ci|\.gitlab\/ci\/|\.circleci\/|\.buildkite\/|\.woodpecker|\.drone\.|\.travis\.yml|\.ci\/|ci\/|azure-pipelines|bitbucket-pipelines|appveyor|Jenkinsfile|\.semaphore\/|\.tekton\/|\.pre-commit-config)/i;

/** Settings of test programs: they decide which tests run at all. */
const testSettings =
  /(?:^|\/)(?:(?:vitest|vite|jest|playwright|cypress|karma|wdio|ava|babel)\.(?:config|workspace)\.\w+|\.mocharc\.?\w*|\.taprc|\.rspec|pytest\.ini|tox\.ini|noxfile\.py|setup\.cfg|phpunit\.xml(?:\.dist)?|\.nycrc|nextest\.toml|\.runsettings)$/;

/** Files in which a program looks up what its command means. */
const manifests: readonly (readonly [RegExp, RegExp])[] = [
  [/\b(?:npm|npx|pnpm|yarn|bun|node --run)\b/, /(?:^|\/)package\.json$/],
  [/\bmake\b/, /(?:^|\/)(?:GNUm|m|M)akefile$/],
  [/\bjust\b/, /(?:^|\/)\.?justfile$/i],
  [/\b(?:pytest|tox|hatch|poetry|uv|ruff|mypy)\b/, /(?:^|\/)pyproject\.toml$/],
  [/\bcargo\b/, /(?:^|\/)(?:\.cargo\/config(?:\.toml)?|build\.rs)$/],
  [/\bcomposer\b/, /(?:^|\/)composer\.json$/],
  [/\b(?:rake|bundle)\b/, /(?:^|\/)Rakefile$/],
  [/\bmvn/, /(?:^|\/)pom\.xml$/],
  [/\bgradle/, /(?:^|\/)(?:build|settings)\.gradle(?:\.kts)?$/],
  [/\bdeno\b/, /(?:^|\/)deno\.jsonc?$/],
  [/\btask\b/, /(?:^|\/)Taskfile\.ya?ml$/i],
];

/** What a reviewer should look at: changes to what the verdict itself rests on. */
export function reviewFlags(
  files: readonly { readonly path: string }[],
  criteria: readonly Criterion[],
): readonly ReviewFlag[] {
  const paths = files.map(({ path }) => path);
  const holdsVerdict = criteriaPath(criteria);
  const kindOf = (path: string): Kind | undefined => {
    if (holdsVerdict(path)) return 'criteria';
    if (ci.test(path)) return 'ci';
    return isTestPath(path) ? 'tests' : undefined;
  };
  const kinds: readonly Kind[] = ['tests', 'ci', 'criteria'];
  return kinds
    .map((kind) => ({ kind, paths: paths.filter((path) => kindOf(path) === kind).slice(0, mostPaths) }))
    .filter((flag) => flag.paths.length > 0);
}

/** The criteria's own files: drover's, settings of test programs, and scripts and manifests that commands go through. */
function criteriaPath(criteria: readonly Criterion[]): (path: string) => boolean {
  const commands = criteria.filter((criterion) => criterion.kind === 'shell');
  const named = new Set(commands.flatMap(({ command, cwd }) => pathsIn(command, cwd)));
  const used = manifests.filter(([program]) => commands.some(({ command }) => program.test(command)));
  return (path) =>
    path.startsWith('.drover/') ||
    testSettings.test(path) ||
    named.has(path) ||
    used.some(([, manifest]) => manifest.test(path));
}

/** Files that a program is told to run, or to go by. */
const script =
  /\.(?:sh|bash|zsh|fish|ps1|[cm]?[jt]sx?|py|rb|pl|php|lua|exs?|mk|ya?ml|json|toml|xml|cfg|ini)$/;

/** Programs and scripts of the project in a command, as they are called from the top folder. */
function pathsIn(command: string, cwd = '.'): string[] {
  const folder = cwd === '.' ? '' : `${cwd.replace(/^\.\//, '').replace(/\/$/, '')}/`;
  return command
    .split(/[;|&()\n]+/)
    .flatMap((part) => part.split(/[\s'"`<>=]+/).filter((word) => word !== ''))
    .filter((word) => script.test(word) || word.includes('/'))
    .map((word) => `${folder}${word.replace(/^(?:\.\/)+/, '')}`);
}
