import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const folder = new URL('../../fixtures/claude-code/', import.meta.url);

const EndingsSchema = z.record(
  z.string(),
  z.object({
    exitCode: z.number().optional(),
    signal: z.string().optional(),
    stderr: z.string().default(''),
  }),
);

/** How each recorded process ended, by scenario. */
export const recordedEndings = EndingsSchema.parse(
  JSON.parse(readFileSync(new URL('endings.json', folder), 'utf8')),
);

/** Path of a recording: stdout, byte for byte. */
export const recordingFile = (scenario: string): string =>
  fileURLToPath(new URL(`${scenario}.jsonl`, folder));
