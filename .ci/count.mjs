// Reads what `.ci/run` noted, one step a line: name, exit code, report file or `-`, with tabs between.
// Prints the problems and, as its last line, the sum; ends with 1 when anything failed.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { countTests, summaryLine } from './count-tests.mjs';

const steps = readFileSync(process.argv[2], 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => {
    const [name, exit, report] = line.split('\t');
    const isTestRun = report !== '-';
    return { name, exit: Number(exit), isTestRun, report: isTestRun ? readReport(report) : undefined };
  });

const sum = countTests(steps);
for (const problem of sum.problems) say(`failed: ${problem.replaceAll(process.cwd(), '.')}`);
say(summaryLine(sum));
process.exitCode = sum.failed > 0 ? 1 : 0;

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    // A run that crashed leaves no report, or half of one: that is counted as a failure.
    say(`no report in ${relative('.', path)}: ${error.message}`);
    return undefined;
  }
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
