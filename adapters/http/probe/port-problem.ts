import { createServer } from 'node:net';
import { toError } from '../../../src/domain/errors.ts';

/** Why nobody could listen there now; undefined when somebody could. Listens for a moment. */
export async function portProblem(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    return undefined;
  } catch (error) {
    return toError(error).message;
  } finally {
    server.close();
  }
}
