import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';

/**
 * The real script runs in a folder of its own, with this `npm` in front of the PATH. It installs nothing: the files
 * in the folder say with what code a step ends (`ci`, `check`, `simulate`) and what a test run reports (`test.json`, `slow.json`).
 */
const npm = `#!/usr/bin/env bash
case "$1 \${2-}" in
  'ci '*) exit "$(cat "$PARTS/ci" 2>/dev/null || echo 0)" ;;
  'test '*) part=test ;;
  'run check') exit "$(cat "$PARTS/check" 2>/dev/null || echo 0)" ;;
  'run simulate') exit "$(cat "$PARTS/simulate" 2>/dev/null || echo 0)" ;;
  'run test:slow') part=slow ;;
  *) echo "unexpected: npm $*" >&2; exit 99 ;;
esac
for word in "$@"; do
  case "$word" in --outputFile=*) cp "$PARTS/$part.json" "\${word#--outputFile=}" ;; esac
done
grep -q failed "$PARTS/$part.json" && exit 1
read -r line && echo "somebody is at the keyboard: $line"
exit 0
`;

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover ci-'));
  await cp(join(import.meta.dirname, '../../../.ci'), join(root, '.ci'), { recursive: true });
  await mkdir(join(root, 'bin'));
  await script('bin/npm', npm);
  await script('.ci/install-agents', '#!/bin/sh\necho agents installed\n');
  await report('test', 'passed', 'passed');
  await report('slow', 'passed', 'skipped');
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function script(path: string, text: string): Promise<void> {
  await writeFile(join(root, path), text);
  await chmod(join(root, path), 0o755);
}

const report = (part: string, ...statuses: string[]): Promise<void> =>
  writeFile(
    join(root, `${part}.json`),
    JSON.stringify({
      testResults: [
        {
          name: 'a.test.ts',
          status: statuses.includes('failed') ? 'failed' : 'passed',
          assertionResults: statuses.map((status) => ({ status, fullName: `one that ${status}` })),
        },
      ],
    }),
  );

async function run(): Promise<{ lines: readonly string[]; exitCode: number | undefined }> {
  const env = { PATH: `${join(root, 'bin')}${delimiter}${process.env['PATH']}`, PARTS: root };
  const { stdout, exitCode } = await execa(join(root, '.ci/run'), [], {
    env,
    cwd: tmpdir(),
    input: 'typed\n',
    reject: false,
  });
  return { lines: stdout.split('\n'), exitCode };
}

test('when all is well the last line is the sum, and nobody has to type', async () => {
  const { lines, exitCode } = await run();
  expect(lines.at(-1)).toBe('5 passed, 0 failed, 1 skipped');
  expect(lines.join('\n')).not.toContain('keyboard');
  expect(exitCode).toBe(0);
});

test('a failed test fails the run, and the later steps run all the same', async () => {
  await report('test', 'passed', 'failed');
  const { lines, exitCode } = await run();
  expect(lines).toContain('failed: npm ci && npm test: one that failed');
  expect(lines.at(-1)).toBe('4 passed, 1 failed, 1 skipped');
  expect(exitCode).toBe(1);
});

test.each(['check', 'simulate'])('a failed step (%s) fails the run', async (step) => {
  await writeFile(join(root, step), '2');
  const { lines, exitCode } = await run();
  expect(lines.at(-1)).toBe('4 passed, 1 failed, 1 skipped');
  expect(exitCode).toBe(1);
});

test('an installation that fails is a failure, not a run without tests', async () => {
  await writeFile(join(root, 'ci'), '1');
  const { lines, exitCode } = await run();
  expect(lines.at(-1)).toBe('3 passed, 1 failed, 1 skipped');
  expect(exitCode).toBe(1);
});

test('half a report is a failure', async () => {
  await writeFile(join(root, 'slow.json'), '{"testResults": [');
  const { lines, exitCode } = await run();
  expect(lines.at(-1)).toBe('4 passed, 1 failed');
  expect(exitCode).toBe(1);
});

test('agent CLIs that cannot be installed are said to be missing, and are no failure', async () => {
  await script('.ci/install-agents', '#!/bin/sh\nexit 3\n');
  const { lines, exitCode } = await run();
  expect(lines).toContain(
    'The agent CLIs could not be installed: the tests that need them are counted as skipped.',
  );
  expect(exitCode).toBe(0);
});
