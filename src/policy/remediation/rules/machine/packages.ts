import type { RuleTable } from '../../rule.ts';

const sync = 'Change manifest and lock file together, with the package manager itself; never by hand.';

export const packages: RuleTable = {
  family: 'packages',
  rules: [
    {
      key: 'packages.lockfile_mismatch',
      severity: 'recoverable',
      stage: 'setup',
      line: /^(?:npm (?:ERR!|error) .*can only install packages when your package\.json and .* are in sync|.*ERR_PNPM_(?:OUTDATED_LOCKFILE|LOCKFILE_\w+)|.*The lockfile would have been (?:modified|created) by this install|error Your lockfile needs to be updated|error: lockfile had changes, but lockfile is frozen|error: the lock file \S+ needs to be updated but --locked|(?:\S+: )?missing go\.sum entry|go: updates to go\.(?:mod|sum) needed|.*pyproject\.toml changed significantly since poetry\.lock|.*The lockfile at `[^`]+` needs to be updated|.*frozen mode is set, but there's (?:no|a) .*lockfile|.*The (?:gemspecs|dependencies in your gemfile) .* changed|.*Your lock ?file (?:is out of date|does not contain a compatible set)|.*The lock file is not up to date)/i,
      hint: `The lock file does not fit the manifest. ${sync}`,
    },
    {
      key: 'packages.lockfile_mismatch',
      severity: 'recoverable',
      stage: 'setup',
      line: /^(?<file>[^\s:]+\.go):(?<line>\d+):(?<column>\d+): missing go\.sum entry/,
      hint: `go.sum lacks what {at} imports: run "go mod tidy". ${sync}`,
    },
    {
      key: 'npm.dependency_conflict',
      severity: 'recoverable',
      stage: 'setup',
      line: /^npm (?:ERR!|error) code (?<code>ERESOLVE|E404|ETARGET|EBADENGINE|EUSAGE|ENOLOCK|EPEERINVALID|EOVERRIDE)/,
      beside: [
        {
          where: 'below',
          within: 8,
          line: /^npm (?:ERR!|error) (?:\w+ )?(?<message>(?:No matching version|Could not resolve|Cannot read|404|While resolving|Missing:|Invalid:|Not Found|.*not found).*)/i,
        },
      ],
      hint: `npm cannot install ({code})[: {message}]. Resolve the versions in package.json. ${sync} No other code has to change for it.`,
    },
    {
      key: 'npm.missing_script',
      severity: 'recoverable',
      stage: 'setup',
      line: /^(?:npm (?:ERR!|error) Missing script: "?(?<script>[^"]+)"?|.*ERR_PNPM_NO_SCRIPT\S* .*?: "?(?<script>[\w:-]+)"?|error Command "(?<script>[^"]+)" not found\.)$/i,
      hint: 'package.json has no script {script}: it was renamed or removed, or the command runs in the wrong folder.',
    },
    {
      key: 'npm.registry_unavailable',
      severity: 'transient',
      stage: 'surroundings',
      line: /^npm (?:ERR!|error) (?:code E(?<code>429|5\d\d)|(?<code>429|5\d\d) [A-Z])/,
      hint: 'The package registry answers {code}. Do not change code for it: try the same again once.',
    },
    {
      key: 'packages.unresolved',
      severity: 'recoverable',
      stage: 'setup',
      line: /^(?:ERROR: No matching distribution found for (?<package>\S+)|error: no matching package named `(?<package>[^`]+)` found|error: failed to select a version for (?:the requirement )?`(?<package>[^`]+)`|.*Could not resolve dependencies for project (?<package>\S+?):? .*|\[ERROR\] .*could not be resolved: .*|.*Could not find artifact (?<package>\S+).*|> Could not (?:find|resolve) (?!all )(?<package>[\w.:-]+?)\.?|Could not find gem '(?<package>[^']+)'.*|Could not find (?<package>\S+-[\d.]+) in (?:any|locally).*|\s*Your requirements could not be resolved to an installable set of packages.*|ERROR: ResolutionImpossible.*|ERROR: Cannot install (?<package>.+?) because .*)$/,
      hint: 'A dependency cannot be resolved[: {package}]. Check its name and version in the manifest; without a network only what is installed already can be used.',
    },
  ],
};
