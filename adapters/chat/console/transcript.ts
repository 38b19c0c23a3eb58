import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

/** A message as it stands on the terminal. */
const ShownSchema = z.object({
  key: z.string(),
  id: z.string(),
  /** The root it belongs to; a root has none. */
  thread: z.string().optional(),
  text: z.string().default(''),
  /** The one line that stands for it when it is edited. */
  line: z.string().default(''),
});
export type Shown = z.infer<typeof ShownSchema>;

/** A later wording of a message. */
const ChangeSchema = z.object({ edited: z.string(), text: z.string(), line: z.string() });

export type Wording = Pick<Shown, 'text' | 'line'>;

/**
 * Everything that was said on the terminal, one JSON line each, so that it is found again after a crash. A message is
 * durable here before it is shown: after a crash in between one is missing on the screen, never doubled.
 * Rejects when the file cannot be written or read; nothing was said then.
 */
export interface Transcript {
  /** Adds a message under this id, or a numbered one when the id is taken; answers the id. */
  add(message: Shown): Promise<string>;
  /** Rewords a message; answers how its line read before, undefined when there is no such message. */
  change(id: string, wording: Wording): Promise<string | undefined>;
  find(key: string): Promise<string | undefined>;
  /** Every message in its newest wording, oldest first. */
  messages(): Promise<readonly Shown[]>;
}

interface State {
  readonly byId: Map<string, Shown>;
  readonly idByKey: Map<string, string>;
}

/** The transcript in this file; it is read when it is first needed. */
export function openTranscript(path: string): Transcript {
  const file: { state?: State; queue: Promise<unknown> } = { queue: Promise.resolve() };
  /** One at a time, in order; a failure is its caller's and does not stop the next. */
  const inTurn = <Result>(task: (state: State) => Promise<Result>): Promise<Result> => {
    const run = file.queue.then(async () => task((file.state ??= await load(path))));
    file.queue = run.catch(() => undefined);
    return run;
  };
  return {
    add: (message) => inTurn((state) => add(path, state, message)),
    change: (id, wording) => inTurn((state) => change(path, state, id, wording)),
    find: (key) => inTurn(async (state) => state.idByKey.get(key)),
    messages: () => inTurn(async (state) => [...state.byId.values()]),
  };
}

async function add(path: string, state: State, message: Shown): Promise<string> {
  const placed = { ...message, id: freeId(state, message.id) };
  await append(path, placed, true);
  remember(state, placed);
  return placed.id;
}

async function change(path: string, state: State, id: string, wording: Wording): Promise<string | undefined> {
  const before = state.byId.get(id);
  if (before === undefined) return undefined;
  // A lost edit comes again after a crash, so it need not be durable.
  if (before.text !== wording.text) await append(path, { edited: id, ...wording }, false);
  state.byId.set(id, { ...before, ...wording });
  return before.line;
}

function remember({ byId, idByKey }: State, message: Shown): void {
  byId.set(message.id, message);
  idByKey.set(message.key, message.id);
}

function freeId({ byId }: State, wanted: string): string {
  let id = wanted;
  for (let number = 2; byId.has(id); number += 1) id = `${wanted}#${number}`;
  return id;
}

async function load(path: string): Promise<State> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const state: State = { byId: new Map(), idByKey: new Map() };
  for (const line of (await textOf(path)).split('\n')) take(state, parsed(line));
  return state;
}

function take(state: State, entry: unknown): void {
  const shown = ShownSchema.safeParse(entry);
  if (shown.success) return remember(state, shown.data);
  const changed = ChangeSchema.safeParse(entry);
  const before = changed.success ? state.byId.get(changed.data.edited) : undefined;
  if (changed.success && before !== undefined)
    state.byId.set(before.id, { ...before, text: changed.data.text, line: changed.data.line });
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // An empty line, or one that a crash cut off.
    return undefined;
  }
}

/** Every entry begins on a line of its own, so that one which a crash or a full disk cut off spoils no other. */
async function append(path: string, entry: object, durably: boolean): Promise<void> {
  const file = await open(path, 'a', 0o600);
  try {
    await file.appendFile(`\n${JSON.stringify(entry)}\n`);
    if (durably) await file.datasync();
  } finally {
    await file.close();
  }
}
