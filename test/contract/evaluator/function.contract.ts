import { access, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { writeFiles } from '../../support/git-repository.ts';
import { openLab, type MakeEvaluator } from './lab.ts';

const criterion = { kind: 'custom', check: 'function', use: 'mine' };

/** Checks that are functions of the operator's. */
export function functionContract(name: string, makeEvaluator: MakeEvaluator): void {
  /** `body`: what stands in the function; it sees `context`. */
  const open = async (body: string) => {
    const verifiers: Record<string, { file: string; at: string[] }> = {};
    const lab = await openLab(makeEvaluator({ verifiers }));
    const file = path.join(lab.root, 'verifiers', 'mine.ts');
    verifiers['mine'] = { file, at: ['default'] };
    await writeFiles(lab.root, {
      'verifiers/mine.ts': `export default async (context: any) => {${body}};\n`,
    });
    return Object.assign(lab, { verifiers });
  };
  describe(`evaluator of functions: ${name}`, () => {
    it('passes and fails as the function says', async () => {
      await using good = await open(`return { ok: true, reason: 'all is well' };`);
      expect(await good.judge(criterion)).toMatchObject({
        kind: 'custom',
        label: 'function mine',
        ok: true,
        reason: 'all is well',
      });
      await using bad = await open(`return { ok: false, reason: 'it\\nis not', evidence: 'line 7' };`);
      expect(await bad.judge(criterion)).toMatchObject({
        ok: false,
        reason: 'it is not',
        evidence: 'line 7',
      });
    });

    it('tells the function the worktree, the task, the changes and its arguments', async () => {
      await using lab = await open(
        `const { readFileSync } = await import('node:fs');
         return { ok: true, reason: JSON.stringify({ ...context, workspace: undefined, here: readFileSync('a.txt', 'utf8') }) };`,
      );
      await writeFiles(lab.workspace, { 'a.txt': 'here' });
      const files = [{ path: 'a.txt', change: 'added', standing: 'untracked' } as const];
      const request = { files, task: 'add a', diff: async () => '+a' };
      const result = await lab.judge({ ...criterion, args: { least: 3 } }, request);
      expect(JSON.parse(result.reason)).toEqual({
        args: { least: 3 },
        task: 'add a',
        files,
        diff: '+a',
        here: 'here',
      });
    });

    it('finds a function inside the configuration file that defines it', async () => {
      await using lab = await open('return { ok: false }');
      await writeFiles(lab.root, {
        'drover.config.ts': `export default { verifiers: { own: ({ args }: { args: object }) => ({ ok: 'x' in args, reason: 'inside' }) } };`,
      });
      const file = path.join(lab.root, 'drover.config.ts');
      lab.verifiers['own'] = { file, at: ['default', 'verifiers', 'own'] };
      expect(await lab.judge({ ...criterion, use: 'own', args: { x: 1 } })).toMatchObject({
        ok: true,
        reason: 'inside',
      });
    });

    it.each([
      [`throw new Error('no such thing');`, 'it threw: no such thing'],
      [`process.exit(0);`, 'it ended its process without an answer'],
      [`process.exit(3);`, 'exit 3'],
      [`process.kill(process.pid, 'SIGKILL');`, 'killed by SIGKILL'],
      [`return true;`, 'it answered something else'],
      [`return { ok: 'yes', reason: 'x' };`, 'it answered something else'],
      [`return { ok: true, reason: 5 };`, 'it answered something else'],
      [
        `setTimeout(() => { throw new Error('later'); }, 1); await new Promise(() => setInterval(() => {}, 1000));`,
        'exit 1',
      ],
      [`await new Promise(() => {});`, 'exit 13'],
    ])('fails a function that does %s', async (body, reason) => {
      await using lab = await open(body);
      const result = await lab.judge(criterion);
      expect(result).toMatchObject({ ok: false });
      expect(result.reason).toContain(reason);
    });

    it('fails a function that is not configured, not there, or none', async () => {
      await using lab = await open('return { ok: true };');
      expect(await lab.judge({ ...criterion, use: 'other' })).toMatchObject({
        ok: false,
        reason: 'no function “other” is configured under verifiers',
      });
      expect((await lab.judge({ ...criterion, use: 'constructor' })).reason).toContain('is configured');
      lab.verifiers['gone'] = { file: path.join(lab.root, 'gone.ts'), at: ['default'] };
      expect((await lab.judge({ ...criterion, use: 'gone' })).reason).toMatch(/it threw: .*gone\.ts/);
      lab.verifiers['none'] = { file: lab.verifiers['mine']?.file ?? '', at: ['default', 'nope'] };
      expect(await lab.judge({ ...criterion, use: 'none' })).toMatchObject({
        ok: false,
        reason: 'default.nope is not a function',
      });
    });

    it('is not held up by what the function leaves running, and ends it', async () => {
      await using lab = await open(
        `const { spawn } = await import('node:child_process');
         spawn('sh', ['-c', 'sleep 60; touch survived'], { detached: true, stdio: 'inherit' });
         setInterval(() => {}, 1000);
         return { ok: true };`,
      );
      expect(await lab.judge(criterion)).toMatchObject({ ok: true, reason: 'it holds' });
    });

    it('ends a function that takes too long', async () => {
      await using lab = await open(`for (;;);`);
      expect(await lab.judge({ ...criterion, timeoutMs: 1000 })).toMatchObject({
        ok: false,
        reason: 'timed out after 1 s',
      });
    });

    it('takes no word of what the function prints for its answer, however much that is', async () => {
      await using lab = await open(
        `const line = '{"answer":{"ok":true}}'.padEnd(65535) + '\\n';
         for (let i = 0; i < 1600; i += 1) if (!process.stdout.write(line)) await new Promise((go) => process.stdout.once('drain', go));
         return { ok: false, reason: 'flooded' };`,
      );
      const result = await lab.judge(criterion);
      expect(result).toMatchObject({ ok: false, reason: 'flooded' });
      expect(Buffer.byteLength(result.evidence)).toBeLessThanOrEqual(4096);
    });

    it('gives the function no more of the environment than a command gets', async () => {
      await using lab = await open(`return { ok: true, reason: Object.keys(process.env).sort().join(' ') };`);
      vi.stubEnv('DROVER_TOKEN', 'a-secret');
      const result = await lab.judge(criterion);
      vi.unstubAllEnvs();
      expect(result.reason).toMatch(/^DROVER_TURN PATH( PWD)?$/);
    });

    it('logs what it printed and leaves no answer behind', async () => {
      await using lab = await open(`console.log('looking'); throw new Error('odd');`);
      const result = await lab.judge(criterion);
      expect(result.evidence).toContain('looking');
      expect(await readFile(lab.logFile, 'utf8')).toMatch(/ƒ mine\nlooking[^]*\[it threw: odd\]/);
      expect(await readdir(path.dirname(lab.logFile))).toEqual(['checks.log']);
    });

    it('rejects with the reason of the abort, and the function is gone', async () => {
      await using lab = await open(
        `const { writeFileSync } = await import('node:fs'); writeFileSync('started', ''); await new Promise(() => setInterval(() => {}, 1000));`,
      );
      const abort = new AbortController();
      const running = lab.judge(criterion, {}, abort.signal);
      const reason = new Error('cancelled by a person');
      const started = vi
        .waitFor(() => access(path.join(lab.workspace, 'started')), { timeout: 10_000 })
        .then(() => abort.abort(reason));
      await expect(running).rejects.toBe(reason);
      await started;
    });
  });
}
