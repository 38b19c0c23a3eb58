import { readdir, readFile } from 'node:fs/promises';
import { parseLine } from '../../../adapters/agents/claude/stream/parse.ts';
import { addEvent, newTally } from '../../../adapters/agents/claude/tally.ts';
import { newLineSplitter, splitChunk } from '../../../adapters/process/line-splitter.ts';
import { noUsage } from '../../../src/domain/turn.ts';
import type { BenchRow, Measured } from '../bench-row.ts';
import { inTurns } from '../measure.ts';

const recordings = new URL('../../fixtures/claude-code/', import.meta.url);
const chunkBytes = 64 * 1024;
const asked = { kind: 'work', session: { id: 'bench', resume: false, totals: noUsage } } as const;

/** All recordings of the real CLI, twenty times over. */
async function stream(): Promise<Buffer> {
  const names = (await readdir(recordings)).filter((name) => name.endsWith('.jsonl'));
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, recordings), 'utf8')));
  const whole = texts.filter((text) => text.endsWith('\n')).join('');
  return Buffer.from(whole.repeat(20));
}

/** As a turn does it: chunks, lines, events, sums. */
function ours(bytes: Buffer): number {
  const [splitter, tally] = [newLineSplitter(), newTally(asked)];
  let told = 0;
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    for (const { text } of splitChunk(splitter, bytes.subarray(at, at + chunkBytes))) {
      const event = parseLine(text);
      if (event) told += addEvent(tally, event).length;
    }
  }
  return told;
}

function plain(bytes: Buffer): number {
  let objects = 0;
  for (const line of bytes.toString('utf8').split('\n')) {
    try {
      if (line !== '' && typeof JSON.parse(line) === 'object') objects += 1;
    } catch {
      // The recordings hold lines that are no JSON, as the CLI printed them.
    }
  }
  return objects;
}

async function compare(): Promise<Measured> {
  const bytes = await stream();
  const [parsed, bare] = await inTurns(
    9,
    () => ours(bytes),
    () => plain(bytes),
  );
  const rate = (ms: number) => `${(bytes.length / 1000 / ms).toFixed(0)} MB/s`;
  return { value: bare / parsed, detail: `${rate(parsed)} against ${rate(bare)}` };
}

export const parseStream: BenchRow = {
  name: 'parse of an agent stream',
  baseline: 'JSON.parse per line',
  target: { kind: 'at least', value: 0.5 },
  unit: '×',
  run: compare,
};
