import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Failure } from '../../../src/domain/failure.ts';
import type { ContextSize, Usage } from '../../../src/domain/turn.ts';
import { turnFileNames } from '../../../src/domain/turn.ts';
import type { PlayerEvent } from './protocol.ts';
import type { Step } from './script.ts';
import { flushed, writeFiller } from './write-filler.ts';

/** What the steps of a turn need. */
export interface Stage {
  readonly workspace: string;
  /** The turn's own folder, where drover looks for what is left for it. */
  readonly folder: string;
  readonly model: string;
  /** Values for `{{…}}`. */
  readonly values: Readonly<Record<string, string>>;
  readonly emit: (event: PlayerEvent) => void;
  /** Counts it and tells of it. */
  readonly use: (usage: Usage) => Promise<void>;
  readonly hold: (context: ContextSize) => Promise<void>;
}

/** Plays one step. A failure ends the turn. */
export async function playStep(stage: Stage, step: Step): Promise<Failure | undefined> {
  if ('fail' in step) return step.fail;
  if ('say' in step) stage.emit({ type: 'text', text: fill(stage, step.say) });
  else if ('deny' in step) stage.emit({ type: 'denied', denial: step.deny });
  else if ('usage' in step) await stage.use({ ...step.usage, wallMs: 0 });
  else if ('context' in step) await stage.hold(step.context);
  else if ('sessionId' in step) stage.emit({ type: 'session', id: step.sessionId, model: stage.model });
  else if (isChange(step)) await change(stage, step);
  else if ('run' in step) await run(stage, step.run);
  else if (isNote(step)) await leave(stage, step);
  else if ('waitFor' in step) await waitFor(stage, step.waitFor);
  else if ('tick' in step) await tick(stage, step.tick);
  else await misbehave(step);
  return undefined;
}

type Deed =
  | 'fail'
  | 'say'
  | 'deny'
  | 'usage'
  | 'context'
  | 'sessionId'
  | 'edit'
  | 'delete'
  | 'run'
  | 'ask'
  | 'summary'
  | 'waitFor'
  | 'tick';
/** A step that strains whoever watches the process. */
type Misdeed = Exclude<Step, { [K in Deed]: Record<K, unknown> }[Deed]>;

async function misbehave(step: Misdeed): Promise<void> {
  await flushed(process.stdout);
  if ('delayMs' in step) await sleep(step.delayMs);
  else if ('output' in step) await writeFiller(process.stdout, step.output.bytes, step.output.as);
  else if ('stderr' in step) process.stderr.write(step.stderr);
  else if ('exit' in step) process.exit(step.exit.code);
  else if ('crash' in step) await crash(step.crash.signal);
  else if ('hang' in step) await hang(step.hang);
  else startDaemon(step.daemon.seconds);
}

const fill = (stage: Stage, text: string): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => stage.values[name] ?? whole);

/** Absolute path of a file in the worktree; a script may not reach outside. */
function inside(stage: Stage, path: string): string {
  const absolute = resolve(stage.workspace, path);
  const way = relative(stage.workspace, absolute);
  if (way === '..' || way.startsWith(`..${sep}`)) throw new Error(`outside of the worktree: ${path}`);
  return absolute;
}

type Change = Extract<Step, { edit: unknown } | { delete: unknown }>;

const isChange = (step: Step): step is Change => 'edit' in step || 'delete' in step;

const change = (stage: Stage, step: Change): Promise<void> =>
  'edit' in step ? edit(stage, step.edit) : remove(stage, step.delete);

type Edit = Extract<Step, { edit: unknown }>['edit'];

async function edit(stage: Stage, wanted: Edit): Promise<void> {
  const file = inside(stage, wanted.path);
  stage.emit({ type: 'tool', name: 'Edit', what: wanted.path });
  if ('write' in wanted) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, fill(stage, wanted.write));
    return;
  }
  const text = await readFile(file, 'utf8');
  const { from, to } = wanted.replace;
  if (!text.includes(from)) throw new Error(`not found in ${wanted.path}: ${from}`);
  await writeFile(
    file,
    text.replace(from, () => to),
  );
}

async function remove(stage: Stage, path: string): Promise<void> {
  stage.emit({ type: 'tool', name: 'Delete', what: path });
  await rm(inside(stage, path), { recursive: true, force: true });
}

type Note = Extract<Step, { ask: unknown } | { summary: unknown }>;

const isNote = (step: Step): step is Note => 'ask' in step || 'summary' in step;

/** Leaves a file for drover, where every agent is told to. */
const leave = (stage: Stage, note: Note): Promise<void> =>
  'ask' in note
    ? writeFile(join(stage.folder, turnFileNames.DROVER_QUESTION_FILE), JSON.stringify(note.ask))
    : writeFile(join(stage.folder, turnFileNames.DROVER_SUMMARY_FILE), fill(stage, note.summary));

/** The output goes to stderr: stdout belongs to the events. */
async function run(stage: Stage, command: string): Promise<void> {
  stage.emit({ type: 'tool', name: 'Bash', what: command });
  const child = spawn('sh', ['-c', command], { cwd: stage.workspace, stdio: ['ignore', 2, 2] });
  await once(child, 'exit');
}

const lookMs = 20;

async function waitFor(stage: Stage, path: string): Promise<void> {
  const file = resolve(stage.workspace, path);
  while (!existsSync(file)) await sleep(lookMs);
}

async function tick(
  stage: Stage,
  { everyMs, times = Infinity }: { everyMs: number; times?: number | undefined },
) {
  for (let count = 1; count <= times; count += 1) {
    await sleep(everyMs);
    stage.emit({ type: 'tool', name: 'Tick', what: String(count) });
  }
}

async function crash(signal: NodeJS.Signals): Promise<void> {
  process.kill(process.pid, signal);
  await hang('quiet');
}

async function hang(how: 'quiet' | 'stubborn'): Promise<void> {
  if (how === 'stubborn') ignore('SIGINT', 'SIGTERM');
  for (;;) await sleep(60_000);
}

function ignore(...signals: readonly NodeJS.Signals[]): void {
  for (const signal of signals) {
    process.removeAllListeners(signal);
    process.on(signal, () => process.stderr.write(`${signal} is ignored\n`));
  }
}

function startDaemon(seconds: number): void {
  spawn('sleep', [String(seconds)], { detached: true, stdio: ['ignore', 'inherit', 'ignore'] }).unref();
}
