import { describe, expect, it } from 'vitest';
import { runDoctor } from '../../../../adapters/cli/doctor.ts';
import type { DoctorCheck } from '../../../../src/ports/doctor.ts';

const never = new AbortController().signal;

async function examined(
  checks: readonly DoctorCheck[],
  over: { json?: boolean; timeoutMs?: number; signal?: AbortSignal } = {},
) {
  const out: string[] = [];
  const output = { write: (text: string) => out.push(text) };
  const { signal = never, json = false, timeoutMs = 60_000 } = over;
  const code = await runDoctor({ checks, output, json, color: false, timeoutMs }, signal);
  return { code, text: out.join('') };
}
const store: DoctorCheck = { name: 'store', run: async () => ({ status: 'ok', detail: 'writable' }) };
const slack: DoctorCheck = {
  name: 'Slack',
  run: async () => ({ status: 'off', detail: 'not configured', hint: 'See docs/slack.md.' }),
};
const disk: DoctorCheck = {
  name: 'disk',
  run: async () => ({ status: 'warn', detail: '0.5 GiB', hint: 'Make room.' }),
};
const agent: DoctorCheck = {
  name: 'agent claude',
  run: async () => ({ status: 'fail', detail: 'missing', hint: 'Install it.' }),
};

describe('doctor', () => {
  it('prints what each check found, in their order, and what to do', async () => {
    const { code, text } = await examined([store, agent, disk, slack]);
    expect(text.split('\n')).toEqual([
      '✔ ok       store         writable',
      '✘ fail     agent claude  missing',
      '                         → Install it.',
      '! warn     disk          0.5 GiB',
      '                         → Make room.',
      '· off      Slack         not configured',
      '                         → See docs/slack.md.',
      '1 ok, 1 to know, 1 failed, 1 off',
      '',
    ]);
    expect(code).toBe(1);
  });

  it('is content when nothing failed', async () => {
    expect((await examined([store, disk, slack])).code).toBe(0);
  });

  it('counts what cannot be told neither as fine nor as failed', async () => {
    const unknown: DoctorCheck = {
      name: 'public address',
      run: async () => ({ status: 'unknown', detail: 'cannot be told' }),
    };
    const { code, text } = await examined([store, unknown]);
    expect([code, text.trim().split('\n').at(-1)]).toEqual([0, '1 ok, 1 not known']);
  });

  it('ends with 3 when all that failed is missing, and with 1 when more has', async () => {
    const missing: DoctorCheck = {
      name: 'git',
      run: async () => ({ status: 'fail', detail: 'not on PATH', missing: true }),
    };
    expect((await examined([store, missing])).code).toBe(3);
    expect((await examined([missing, agent])).code).toBe(1);
  });

  it('prints one JSON object when asked', async () => {
    const { code, text } = await examined([store, agent], { json: true });
    expect([code, JSON.parse(text)]).toEqual([
      1,
      {
        ok: false,
        checks: [
          { name: 'store', status: 'ok', detail: 'writable' },
          { name: 'agent claude', status: 'fail', detail: 'missing', hint: 'Install it.' },
        ],
      },
    ]);
  });

  it('takes a check that throws for one that failed, and goes on', async () => {
    const broken: DoctorCheck = {
      name: 'git',
      run: async () => Promise.reject(new Error('not\nfound \u0007')),
    };
    const { code, text } = await examined([broken, store]);
    expect(code).toBe(1);
    expect(text).toContain('✘ fail     git    not found \\x07\n✔ ok       store  writable');
  });

  it('does not wait for a check that never answers, and tells it to give up', async () => {
    let told: AbortSignal | undefined;
    const stuck: DoctorCheck = {
      name: 'stuck',
      run: (signal) => {
        told = signal;
        return new Promise(() => undefined);
      },
    };
    const { code, text } = await examined([stuck, store], { timeoutMs: 20 });
    expect([code, told?.aborted]).toEqual([1, true]);
    expect(text).toContain('stuck  did not answer within 0.02 s');
  });

  it('ends when the program is to end', async () => {
    const controller = new AbortController();
    const stuck: DoctorCheck = { name: 'stuck', run: () => new Promise(() => undefined) };
    const running = examined([stuck], { signal: controller.signal });
    controller.abort(new Error('Ctrl-C'));
    await expect(running).rejects.toThrow('Ctrl-C');
  });
});
