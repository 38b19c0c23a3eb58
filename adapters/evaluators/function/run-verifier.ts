/**
 * The process in which a function of the operator's runs: `node run-verifier.ts`, the task as JSON on stdin. The answer
 * goes to a file, since the function may print what it likes.
 */
import { writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import type { VerifierTask } from './verifier-task.ts';

const task: VerifierTask = JSON.parse(await text(process.stdin));

/** More of what a function says is not kept, in characters. */
const longest = 64 * 1024;

try {
  const found: unknown = await import(pathToFileURL(task.source.file).href);
  const verify = task.source.at.reduce<unknown>(inside, found);
  if (typeof verify !== 'function') end({ problem: `${task.source.at.join('.')} is not a function` });
  else end(answerOf(await verify(task.context)));
} catch (error) {
  // Its stack is for the log.
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  end({ problem: `it threw: ${error instanceof Error ? error.message : String(error)}` });
}

function inside(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

/** Only what can be said in JSON; what it means is judged by drover. */
function answerOf(value: unknown): object {
  if (typeof value !== 'object' || value === null) return { answer: typeof value };
  const { ok, reason, evidence }: { ok?: unknown; reason?: unknown; evidence?: unknown } = value;
  return { answer: { ok, reason: short(reason), evidence: short(evidence) } };
}

function short(value: unknown): unknown {
  return typeof value === 'string' ? value.slice(-longest) : (value ?? undefined);
}

/** Whatever the function left running does not hold this process. */
function end(message: object): void {
  writeFileSync(task.answerFile, JSON.stringify(message), { mode: 0o600 });
  process.exit(0);
}
