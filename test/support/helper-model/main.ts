import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { createHelperModel } from './create-helper-model.ts';
import { HelperReplySchema } from './helper-reply.ts';

/**
 * The helper model by itself: `node test/support/helper-model/main.ts [script.json]`. Prints `{"url": …}` and serves
 * until it is ended. The script is a JSON list of replies; the last is repeated.
 */
const file = process.argv[2];
const script =
  file === undefined ? [] : z.array(HelperReplySchema).parse(JSON.parse(await readFile(file, 'utf8')));
const server = await createHelperModel(script);
process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void server.close();
  });
}
