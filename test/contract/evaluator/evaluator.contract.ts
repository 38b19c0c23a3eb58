import { access, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { openLab, type MakeEvaluator, type Outside } from './lab.ts';
import { describe, expect, it, vi } from 'vitest';
import { CheckResultSchema } from '../../../src/domain/acceptance.ts';
import { unchanged } from '../../support/core/evaluation.ts';
import { writeFiles } from '../../support/git-repository.ts';

const noChanges = unchanged.changes;

/** What everybody may rely on who asks for a judgement. */
export function evaluatorContract(name: string, makeEvaluator: MakeEvaluator): void {
  const open = (more: Outside = {}) => openLab(makeEvaluator(more));
  describe(`evaluator: ${name}`, () => {
    it.each([
      { kind: 'shell', command: 'true' },
      { kind: 'file', path: 'missing.txt' },
      { kind: 'custom', check: 'diffNonEmpty' },
      { kind: 'custom', check: 'gitClean' },
      { kind: 'custom', check: 'testsNotWeakened' },
      { kind: 'custom', check: 'noPathsTouched', globs: ['src'] },
      { kind: 'custom', check: 'function', use: 'nowhere' },
      { kind: 'llmJudge', criterion: 'is it good?' },
    ])('answers a well-formed result of its own kind for $kind', async (input) => {
      await using lab = await open();
      const result = await lab.judge(input);
      expect(CheckResultSchema.parse(result)).toEqual(result);
      expect(result.kind).toBe(input.kind);
      expect(result.reason).toMatch(/^[^\n]+$/);
      expect(result.durationMs).toBeGreaterThanOrEqual(0);
    });

    it('labels a result with the name of the criterion, else with what it checks', async () => {
      await using lab = await open();
      expect((await lab.judge({ kind: 'shell', command: 'true', name: 'unit tests' })).label).toBe(
        'unit tests',
      );
      expect((await lab.judge({ kind: 'shell', command: 'true' })).label).toBe('true');
      expect((await lab.judge({ kind: 'file', path: 'a.txt' })).label).toBe('file a.txt');
    });

    it('passes a command that exits as expected and fails any other', async () => {
      await using lab = await open();
      expect(await lab.judge({ kind: 'shell', command: 'exit 0' })).toMatchObject({ ok: true, exitCode: 0 });
      expect(await lab.judge({ kind: 'shell', command: 'exit 3' })).toMatchObject({
        ok: false,
        exitCode: 3,
        reason: 'exit 3',
      });
      expect(await lab.judge({ kind: 'shell', command: 'exit 3', expectedExit: 3 })).toMatchObject({
        ok: true,
      });
      expect(await lab.judge({ kind: 'shell', command: 'exit 0', expectedExit: 3 })).toMatchObject({
        ok: false,
        reason: 'exit 0, expected 3',
      });
    });

    it('runs commands in the worktree, or in the folder of it that is named', async () => {
      await using lab = await open();
      await writeFiles(lab.workspace, { 'sub/here.txt': '' });
      expect(await lab.judge({ kind: 'shell', command: 'test -d sub' })).toMatchObject({ ok: true });
      expect(await lab.judge({ kind: 'shell', command: 'test -f here.txt', cwd: 'sub' })).toMatchObject({
        ok: true,
      });
    });

    it.each(['..', '/', 'out', 'sub/../../worktree-2'])(
      'does not run a command in %s, outside the worktree',
      async (cwd) => {
        await using lab = await open();
        await writeFiles(lab.root, { 'worktree-2/x': '' });
        await symlink(lab.root, path.join(lab.workspace, 'out'));
        const command = `touch '${lab.root}/was-run'`;
        const result = await lab.judge({ kind: 'shell', command, cwd });
        expect(result).toMatchObject({ ok: false });
        expect(result.reason).toContain('outside the worktree');
        await expect(readFile(path.join(lab.root, 'was-run'))).rejects.toThrow('ENOENT');
      },
    );

    it('keeps the output of a command as evidence and in the log', async () => {
      await using lab = await open();
      const result = await lab.judge({ kind: 'shell', command: 'echo to-out; echo to-err >&2; exit 1' });
      expect(result.evidence).toContain('to-out');
      expect(result.evidence).toContain('to-err');
      const log = await readFile(lab.logFile, 'utf8');
      expect(log).toContain('to-out');
      expect(log).toContain('to-err');
    });

    it('appends to the log', async () => {
      await using lab = await open();
      await lab.judge({ kind: 'shell', command: 'echo first' });
      await lab.judge({ kind: 'shell', command: 'echo second' });
      expect(await readFile(lab.logFile, 'utf8')).toMatch(/first[^]*second/);
    });

    it('wants the output to match where a pattern is given', async () => {
      await using lab = await open();
      const shell = { kind: 'shell', command: 'echo 12 passing; echo 0 failing' };
      expect(await lab.judge({ ...shell, stdoutMatches: '^0 failing$' })).toMatchObject({ ok: true });
      const wrong = await lab.judge({ ...shell, stdoutMatches: '[1-9] failing' });
      expect(wrong).toMatchObject({ ok: false, exitCode: 0 });
      expect(wrong.reason).toContain('does not match');
    });

    it('fails what cannot be judged, with the reason', async () => {
      await using lab = await open();
      await writeFiles(lab.workspace, { 'a.txt': 'x' });
      const bad = await lab.judge({ kind: 'shell', command: 'echo x', stdoutMatches: '(' });
      expect(bad).toMatchObject({ ok: false });
      expect(bad.reason).toMatch(/regular expression/i);
      const badFile = await lab.judge({ kind: 'file', path: 'a.txt', matches: '[' });
      expect(badFile.reason).toMatch(/regular expression/i);
    });

    it('judges whether a file is there and what it holds', async () => {
      await using lab = await open();
      await writeFiles(lab.workspace, { 'docs/a.md': 'one\ntwo\n' });
      const file = { kind: 'file', path: 'docs/a.md' };
      expect(await lab.judge(file)).toMatchObject({ ok: true });
      expect(await lab.judge({ ...file, matches: '^two$' })).toMatchObject({ ok: true });
      expect(await lab.judge({ ...file, matches: 'three' })).toMatchObject({ ok: false });
      expect(await lab.judge({ kind: 'file', path: 'docs/b.md' })).toMatchObject({
        ok: false,
        reason: 'no such file',
      });
      expect(await lab.judge({ ...file, required: false })).toMatchObject({ ok: false });
      expect(await lab.judge({ kind: 'file', path: 'docs/b.md', required: false })).toMatchObject({
        ok: true,
      });
    });

    it('looks at no file outside the worktree, whichever way the path leads there', async () => {
      await using lab = await open();
      await writeFiles(lab.root, { 'secret.txt': 'secret' });
      await symlink(lab.root, path.join(lab.workspace, 'up'));
      await symlink('../secret.txt', path.join(lab.workspace, 'link.txt'));
      for (const file of [
        '../secret.txt',
        '../nothing-there',
        path.join(lab.root, 'secret.txt'),
        'up/secret.txt',
        'link.txt',
      ]) {
        const result = await lab.judge({ kind: 'file', path: file, matches: 'secret' });
        expect(result).toMatchObject({ ok: false });
        expect(result.reason).toContain('outside the worktree');
      }
    });

    it('wants changed files where the diff may not be empty', async () => {
      await using lab = await open();
      const diff = { kind: 'custom', check: 'diffNonEmpty' };
      expect(await lab.judge(diff)).toMatchObject({ ok: false, reason: 'nothing changed since base' });
      expect(await lab.judge(diff, { changes: { ...noChanges, files: 2 } })).toMatchObject({ ok: true });
    });

    it('rejects with the reason of the abort, before and during a check', async () => {
      await using lab = await open();
      const reason = new Error('cancelled by a person');
      const shell = { kind: 'shell', command: 'sleep 30' };
      await expect(lab.judge(shell, {}, AbortSignal.abort(reason))).rejects.toBe(reason);
      const controller = new AbortController();
      const command = 'touch started; sleep 30';
      const running = lab.judge({ ...shell, command }, {}, controller.signal);
      const started = path.join(lab.workspace, 'started');
      const abort = vi
        .waitFor(() => access(started), { timeout: 10_000 })
        .then(() => controller.abort(reason));
      await expect(running).rejects.toBe(reason);
      await abort;
    });
  });
}
