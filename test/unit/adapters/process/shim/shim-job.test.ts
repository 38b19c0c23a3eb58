import { describe, expect, it } from 'vitest';
import { parseJob } from '../../../../../adapters/process/shim/shim-job.ts';

const job = { command: 'agent', args: ['-p'], stdin: 'a prompt with } and ü', killAfterMs: 1_500 };

describe('the job of a shim', () => {
  it('is read as it was written', () => {
    expect(parseJob(JSON.stringify(job))).toEqual(job);
  });

  it('is none when any part of its end is missing', () => {
    const bytes = Buffer.from(JSON.stringify(job));
    for (let length = 0; length < bytes.length; length += 1)
      expect(parseJob(bytes.toString('utf8', 0, length))).toBeUndefined();
  });
});
