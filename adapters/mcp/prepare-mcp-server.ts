import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { turnFileNames } from '../../src/domain/turn.ts';
import type { McpServer } from '../../src/ports/agent-door.ts';
import { doorToken } from './door/door-token.ts';
import type { DoorJob } from './server/job.ts';

export interface McpServerOptions {
  /** Absolute path of drover's socket. */
  readonly socket: string;
  readonly key: string;
  /** How long an agent is kept waiting for an answer, in milliseconds. */
  readonly patienceMs: number;
}

const program = fileURLToPath(new URL('server/main.ts', import.meta.url));

/**
 * How the program beside an agent is started for one turn. What it is told, its token with it, stands in a file of the
 * turn's folder: neither in an environment nor on a command line.
 */
export async function prepareMcpServer(
  { socket, key, patienceMs }: McpServerOptions,
  tag: string,
  folder: string,
): Promise<McpServer> {
  const file = join(folder, 'door.json');
  const questionFile = join(folder, turnFileNames.DROVER_QUESTION_FILE);
  const job: DoorJob = { socket, tag, token: doorToken(key, tag), patienceMs, questionFile };
  await writeFile(file, JSON.stringify(job), { mode: 0o600 });
  return {
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', program, file],
    env: {},
  };
}
