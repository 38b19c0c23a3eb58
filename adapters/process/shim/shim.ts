import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runShim } from './run-shim.ts';
import { parseJob } from './shim-job.ts';
import { turnFiles } from './turn-files.ts';

/**
 * The program between drover and an agent: runs one job that it is told on stdin, and outlives drover. It imports
 * little, and nothing from a package, so that it starts fast and holds little memory.
 */
const asked = Promise.withResolvers<void>();
process.on('SIGTERM', asked.resolve);
// Ctrl-C and a closing terminal are meant for drover, which then says what it wants.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});

// Waits for the end of the input: with half a job, because drover died, nothing is started.
const job = parseJob(readFileSync(0, 'utf8'));
if (job) {
  try {
    await runShim(job, asked.promise);
  } catch (error) {
    // Without a note of the exit drover ends what is left and calls it a crash; here is why.
    const why = error instanceof Error ? error.stack : String(error);
    appendFileSync(join(job.folder, turnFiles.stderr), `drover's shim failed: ${why}\n`);
    process.exit(70);
  }
}
process.exit(0);
