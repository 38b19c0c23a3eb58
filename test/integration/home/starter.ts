import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = join(import.meta.dirname, 'programs', 'own-home.ts');

/** A real process that tries to own a home when it is told to. */
export interface Starter {
  readonly pid: number;
  /** Lets it try; answers `owner`, or `refused: …` with the reason. */
  readonly go: () => Promise<string>;
  readonly kill: () => Promise<void>;
  /** Lets it end by itself, releasing what it owns. */
  readonly end: () => Promise<void>;
}

export async function startStarter(home: string): Promise<Starter> {
  const child = spawn(process.execPath, [program, home], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => String((await lines.next()).value);
  const greeting = await next();
  if (greeting !== 'ready') throw new Error(`the starter said ${greeting}`);
  return {
    pid: child.pid ?? 0,
    go: () => {
      child.stdin.write('go\n');
      return next();
    },
    kill: () => gone(child, () => child.kill('SIGKILL')),
    end: () => gone(child, () => child.stdin.end()),
  };
}

async function gone(child: ChildProcess, end: () => unknown): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  end();
  await exit;
}
