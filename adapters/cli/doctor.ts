import { toError } from '../../src/domain/errors.ts';
import { visibleText } from '../../src/log/visible-text.ts';
import type { CheckStatus, DoctorCheck, Finding } from '../../src/ports/doctor.ts';
import { styled, type Output } from './terminal.ts';

export interface DoctorOptions {
  readonly checks: readonly DoctorCheck[];
  readonly output: Output;
  readonly json: boolean;
  readonly color: boolean;
  /** Milliseconds for one check. */
  readonly timeoutMs: number;
}

/**
 * Runs all checks side by side and prints what each found, in their order. Exit code 1 when one failed, 3 when all that
 * failed is that a program or service is missing.
 */
export async function runDoctor(options: DoctorOptions, signal: AbortSignal): Promise<0 | 1 | 3> {
  const findings = await examineAll(options.checks, options.timeoutMs, signal);
  const failed = findings.filter(({ status }) => status === 'fail');
  const shown = findings.map(({ missing: _missing, ...finding }) => finding);
  options.output.write(
    options.json
      ? `${JSON.stringify({ ok: failed.length === 0, checks: shown })}\n`
      : report(findings, options.color),
  );
  if (failed.length === 0) return 0;
  return failed.every(({ missing }) => missing === true) ? 3 : 1;
}

/** Runs all checks side by side; what they found, in their order. One that throws or does not answer has failed. */
export const examineAll = (
  checks: readonly DoctorCheck[],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Finding[]> => Promise.all(checks.map((check) => examine(check, timeoutMs, signal)));

async function examine(check: DoctorCheck, timeoutMs: number, signal: AbortSignal): Promise<Finding> {
  const late = AbortSignal.timeout(timeoutMs);
  try {
    const outcome = await Promise.race([
      check.run(AbortSignal.any([signal, late])),
      aborted(late),
      aborted(signal),
    ]);
    return { name: check.name, ...outcome };
  } catch (error) {
    if (signal.aborted) throw error;
    const detail = late.aborted ? `did not answer within ${timeoutMs / 1000} s` : toError(error).message;
    return { name: check.name, status: 'fail', detail };
  }
}

/** Rejects when the signal is aborted; a check may not listen to it. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const stop = () => reject(toError(signal.reason));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });

const signs = { ok: '✔', warn: '!', fail: '✘', off: '·', unknown: '?' } as const;
const styles = { ok: 'green', warn: 'yellow', fail: 'red', off: 'dim', unknown: 'yellow' } as const;

function report(findings: readonly Finding[], color: boolean): string {
  const width = Math.max(...findings.map(({ name }) => name.length), 0);
  const lines = findings.flatMap(({ name, status, detail, hint }) => [
    `${styled(color, styles[status], `${signs[status]} ${status.padEnd(7)}`)}  ${name.padEnd(width)}  ${oneLine(detail)}`,
    ...(hint === undefined ? [] : [`${' '.repeat(width + 13)}→ ${oneLine(hint)}`]),
  ]);
  return `${[...lines, summary(findings)].join('\n')}\n`;
}

const oneLine = (text: string): string => visibleText(text).replaceAll(/\s*\n\s*/g, ' ');

function summary(findings: readonly Finding[]): string {
  const count = (status: CheckStatus) => findings.filter((finding) => finding.status === status).length;
  const parts = [
    `${count('ok')} ok`,
    ...(count('warn') > 0 ? [`${count('warn')} to know`] : []),
    ...(count('fail') > 0 ? [`${count('fail')} failed`] : []),
    ...(count('unknown') > 0 ? [`${count('unknown')} not known`] : []),
    ...(count('off') > 0 ? [`${count('off')} off`] : []),
  ];
  return parts.join(', ');
}
