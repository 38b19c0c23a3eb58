import { z } from 'zod';

const ReadySchema = z.object({
  ok: z.boolean(),
  dependencies: z.array(z.object({ name: z.string(), ok: z.boolean(), reason: z.string() })),
});

/** What a running drover says of what it depends on; undefined: what answers there is not drover. Rejects without an answer. */
export async function askReady(
  url: string,
  signal: AbortSignal,
): Promise<z.infer<typeof ReadySchema>['dependencies'] | undefined> {
  const answer: unknown = await (await fetch(`${url}/readyz`, { signal })).json().catch(() => undefined);
  return ReadySchema.safeParse(answer).data?.dependencies;
}
