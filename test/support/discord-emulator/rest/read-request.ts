import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { UploadedFile } from './rest-answer.ts';

/** The body of a request as JSON, and the files of a multipart one. */
export async function readRequest(
  request: IncomingMessage,
): Promise<{ readonly body: unknown; readonly files: readonly UploadedFile[] }> {
  const bytes = await buffer(request);
  const contentType = request.headers['content-type'] ?? '';
  if (contentType.startsWith('multipart/form-data')) return await readForm(bytes, contentType);
  return { body: bytes.length === 0 ? undefined : parse(bytes.toString('utf8')), files: [] };
}

async function readForm(bytes: Buffer, contentType: string) {
  const form = await new Response(new Uint8Array(bytes), {
    headers: { 'content-type': contentType },
  }).formData();
  const payload = form.get('payload_json');
  const files: UploadedFile[] = [];
  for (const [key, value] of form.entries()) {
    const n = /^files\[(\d+)\]$/u.exec(key)?.[1];
    if (n === undefined || typeof value === 'string') continue;
    const content = Buffer.from(await value.arrayBuffer());
    files.push({ n: Number(n), name: value.name, type: value.type, bytes: content });
  }
  return { body: typeof payload === 'string' ? parse(payload) : undefined, files };
}

/** What is no JSON is nothing; the routes say then what they miss. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
