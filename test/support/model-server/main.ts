import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { createModelServer } from './create-model-server.ts';
import { ModelReplySchema } from './model-reply.ts';

/**
 * The model server by itself: `node test/support/model-server/main.ts [script.json]`. Prints `{"url": …}` and
 * serves until it is ended. The script is a JSON list of replies.
 */
const file = process.argv[2];
const script =
  file === undefined ? [] : z.array(ModelReplySchema).parse(JSON.parse(await readFile(file, 'utf8')));
const server = await createModelServer(script);
process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void server.close();
  });
}
