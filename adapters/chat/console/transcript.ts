import { appendFile, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

const EntrySchema = z.object({ key: z.string(), id: z.string() });

/** What was printed, by key. Written before it is shown: after a crash in between a line is missing, never doubled. */
export interface Transcript {
  /** Remembers the key, durably, under that id, or a numbered one when the id is taken; answers the id. */
  add(key: string, wanted: string): Promise<string>;
  find(key: string): Promise<string | undefined>;
}

interface State {
  readonly path: string;
  readonly byKey: Map<string, string>;
  readonly ids: Set<string>;
}

/** Opens the file when it is first needed; a last line that a crash cut off is ignored. */
export function openTranscript(path: string): Transcript {
  let opened: Promise<State> | undefined;
  const state = () => (opened ??= load(path));
  return {
    async add(key, wanted) {
      const known = await state();
      const id = freeId(known, wanted);
      known.ids.add(id);
      known.byKey.set(key, id);
      await appendDurably(known.path, `${JSON.stringify({ key, id })}\n`);
      return id;
    },
    find: async (key) => (await state()).byKey.get(key),
  };
}

async function load(path: string): Promise<State> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await appendFile(path, '', { mode: 0o600 });
  const text = await readFile(path, 'utf8');
  // A cut-off line is closed, so that the next one begins a line of its own.
  if (text !== '' && !text.endsWith('\n')) await appendFile(path, '\n');
  const state: State = { path, byKey: new Map(), ids: new Set() };
  for (const line of text.split('\n')) {
    const entry = EntrySchema.safeParse(parse(line));
    if (!entry.success) continue;
    state.byKey.set(entry.data.key, entry.data.id);
    state.ids.add(entry.data.id);
  }
  return state;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Not a whole line: cut off by a crash.
    return undefined;
  }
}

function freeId({ ids }: State, wanted: string): string {
  let id = wanted;
  for (let number = 2; ids.has(id); number += 1) id = `${wanted}#${number}`;
  return id;
}

async function appendDurably(path: string, line: string): Promise<void> {
  const file = await open(path, 'a', 0o600);
  try {
    await file.appendFile(line);
    await file.datasync();
  } finally {
    await file.close();
  }
}
