import { toError } from '../../src/domain/errors.ts';
import { visibleText } from '../../src/log/visible-text.ts';
import { styled, type Output } from './terminal.ts';

/** `off`: not configured, and that is fine. `warn`: works, with something a person should know. */
export type CheckStatus = 'ok' | 'warn' | 'fail' | 'off';

export interface CheckOutcome {
  readonly status: CheckStatus;
  readonly detail: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** One thing that `drover doctor` looks at. */
export interface DoctorCheck {
  readonly name: string;
  run(signal: AbortSignal): Promise<CheckOutcome>;
}

export interface DoctorOptions {
  readonly checks: readonly DoctorCheck[];
  readonly output: Output;
  readonly json: boolean;
  readonly color: boolean;
  /** Milliseconds for one check. */
  readonly timeoutMs: number;
}

type Finding = CheckOutcome & { readonly name: string };

/** Runs all checks side by side and prints what each found, in their order. Exit code 1 when one failed. */
export async function runDoctor(options: DoctorOptions, signal: AbortSignal): Promise<0 | 1> {
  const findings = await Promise.all(
    options.checks.map((check) => examine(check, options.timeoutMs, signal)),
  );
  const ok = findings.every(({ status }) => status !== 'fail');
  options.output.write(
    options.json ? `${JSON.stringify({ ok, checks: findings })}\n` : report(findings, options.color),
  );
  return ok ? 0 : 1;
}

/** A check that throws or does not answer has failed; the others go on. */
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

const signs = { ok: '✔', warn: '▲', fail: '✖', off: '·' } as const;
const styles = { ok: 'green', warn: 'yellow', fail: 'red', off: 'dim' } as const;

function report(findings: readonly Finding[], color: boolean): string {
  const width = Math.max(...findings.map(({ name }) => name.length), 0);
  const lines = findings.flatMap(({ name, status, detail, hint }) => [
    `${styled(color, styles[status], `${signs[status]} ${status.padEnd(4)}`)}  ${name.padEnd(width)}  ${oneLine(detail)}`,
    ...(hint === undefined ? [] : [`${' '.repeat(width + 10)}→ ${oneLine(hint)}`]),
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
    ...(count('off') > 0 ? [`${count('off')} off`] : []),
  ];
  return parts.join(', ');
}
