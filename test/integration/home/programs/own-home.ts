import { createInterface } from 'node:readline';
import { acquireOwnership } from '../../../../adapters/home/owner-lock.ts';
import { DroverError } from '../../../../src/domain/errors.ts';

/** Says `ready`, waits for a line, tries to own the home, says how it went, and stays until its input ends. */
async function main(home: string): Promise<void> {
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  process.stdout.write('ready\n');
  await lines.next();
  try {
    const ownership = await acquireOwnership(home);
    process.stdout.write('owner\n');
    await lines.next();
    await ownership.release();
  } catch (error) {
    process.stdout.write(
      error instanceof DroverError ? `refused: ${error.message}\n` : `broken: ${String(error)}\n`,
    );
    await lines.next();
  }
}

await main(process.argv[2] ?? '');
