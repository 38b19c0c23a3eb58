import { parseStream } from './agents/parse-stream.ts';
import type { BenchRow } from './bench-row.ts';
import { meets } from './bench-row.ts';
import { slashCommand } from './http/slash-command.ts';
import { loopRows } from './loop/loop-rows.ts';
import { outboxRows } from './outbox/outbox-rows.ts';
import { storeRows } from './store/store-rows.ts';

/** Every row; a part of the project adds its own here. */
const rows: readonly BenchRow[] = [...storeRows, ...loopRows, slashCommand, ...outboxRows, parseStream];

const widths = [58, 44, 12, 10, 5] as const;

function print(...cells: readonly string[]): void {
  const line = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' ');
  process.stdout.write(`${line.trimEnd()}\n`);
}

/** Runs the rows whose name has one of the words given (all without), one after the other. */
async function main(words: readonly string[]): Promise<void> {
  const chosen = rows.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  print('what', 'compared with', 'target', 'measured', 'ok', 'details');
  let missed = 0;
  for (const row of chosen) {
    const measured = await row.run();
    const ok = meets(row, measured);
    if (!ok) missed += 1;
    const target = `${row.target.kind === 'at least' ? '≥' : '≤'} ${row.target.value} ${row.unit}`;
    print(
      row.name,
      row.baseline,
      target,
      `${measured.value.toFixed(2)} ${row.unit}`,
      ok ? 'yes' : 'NO',
      measured.detail,
    );
  }
  process.exitCode = missed === 0 ? 0 : 1;
}

await main(process.argv.slice(2));
