import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ChangedFile } from '../../../src/ports/workspace.ts';
import { writeFiles } from '../../support/git-repository.ts';
import { openLab, type MakeEvaluator } from './lab.ts';

const file = (name: string, more: Partial<ChangedFile> = {}): ChangedFile => ({
  path: name,
  change: 'modified',
  standing: 'committed',
  ...more,
});

const gone = () => Promise.reject(new Error('the mirror is gone'));

const standings = ['committed', 'uncommitted', 'untracked'] as const;

/** The checks that are computed from the changes since base. */
export function changesContract(name: string, makeEvaluator: MakeEvaluator): void {
  const open = () => openLab(makeEvaluator());
  describe(`evaluator of changes: ${name}`, () => {
    it('wants everything committed where the tree must be clean', async () => {
      await using lab = await open();
      const clean = { kind: 'custom', check: 'gitClean' };
      expect(await lab.judge(clean, { files: [file('a.txt')] })).toMatchObject({ ok: true });
      const files = [file('a.txt'), file('b.txt', { standing: 'untracked', change: 'added' })];
      expect(await lab.judge(clean, { files })).toMatchObject({
        ok: false,
        reason: '1 file is not committed',
        evidence: 'untracked: b.txt',
      });
    });

    it.each(standings)('sees a touched path that is %s', async (standing) => {
      await using lab = await open();
      const criterion = { kind: 'custom', check: 'noPathsTouched', globs: ['src/api/**', '*.lock'] };
      expect(await lab.judge(criterion, { files: [file('src/web/a.ts', { standing })] })).toMatchObject({
        ok: true,
      });
      const files = [file('src/api/v1/a.ts', { standing, change: 'deleted' })];
      expect(await lab.judge(criterion, { files })).toMatchObject({
        ok: false,
        reason: 'touched: src/api/v1/a.ts',
        evidence: 'deleted: src/api/v1/a.ts',
      });
    });

    it.each([
      ['.github', '.github/workflows/ci.yml'],
      ['**/*.yml', '.github/workflows/ci.yml'],
      ['config/**', 'config/.env'],
      ['*', '.gitignore'],
      ['docs/', 'docs/a/b.md'],
      ['./docs', 'docs/a.md'],
      ['{.env,secrets}', '.env'],
      ['**/secret?.txt', 'a/b/secret1.txt'],
    ])('takes %s for a glob that holds %s', async (glob, touched) => {
      await using lab = await open();
      const criterion = { kind: 'custom', check: 'noPathsTouched', globs: [glob] };
      expect(await lab.judge(criterion, { files: [file(touched)] })).toMatchObject({ ok: false });
      expect(await lab.judge(criterion, { files: [file('src/other.ts')] })).toMatchObject({ ok: true });
    });

    it('sees a test that was weakened, and says which', async () => {
      await using lab = await open();
      const before = `it('adds', () => { expect(add(1, 1)).toBe(2); });\n`;
      await writeFiles(lab.workspace, { 'test/add.test.ts': before.replace('it(', 'it.skip(') });
      const criterion = { kind: 'custom', check: 'testsNotWeakened' };
      const request = { files: [file('test/add.test.ts')], readBase: async () => before };
      expect(await lab.judge(criterion, request)).toMatchObject({
        ok: false,
        reason: 'test/add.test.ts:1: “adds” is left out now',
      });
      await writeFiles(lab.workspace, { 'test/add.test.ts': before });
      expect(await lab.judge(criterion, request)).toMatchObject({ ok: true, reason: 'no test was weakened' });
    });

    it('judges as tests what it is told to be tests, and nothing else', async () => {
      await using lab = await open();
      const before = `it('adds', () => { expect(add(1, 1)).toBe(2); });\n`;
      const request = {
        files: [file('checks/add.ts', { change: 'deleted' }), file('b.test.ts', { change: 'deleted' })],
        readBase: async () => before,
      };
      const only = (globs?: string[]) =>
        lab.judge({ kind: 'custom', check: 'testsNotWeakened', tests: globs }, request);
      expect(await only(['checks/**'])).toMatchObject({
        evidence: 'checks/add.ts: deleted, and with it “adds”',
      });
      expect(await only()).toMatchObject({ evidence: 'b.test.ts: deleted, and with it “adds”' });
      expect(await only(['other'])).toMatchObject({ ok: true });
    });

    it('takes a test that became a link out of the worktree, or a folder, for one that is gone', async () => {
      await using lab = await open();
      const before = `def test_adds():\n    assert add(1, 1) == 2\n`;
      await writeFiles(lab.root, { 'test_a.py': before });
      await symlink('../test_a.py', path.join(lab.workspace, 'test_a.py'));
      await mkdir(path.join(lab.workspace, 'test_b.py'));
      const request = { files: [file('test_a.py'), file('test_b.py')], readBase: async () => before };
      const result = await lab.judge({ kind: 'custom', check: 'testsNotWeakened' }, request);
      expect(result).toMatchObject({ ok: false });
      expect(result.evidence.split('\n')).toHaveLength(2);
    });

    it('refuses to judge tests that are too large to be looked through', async () => {
      await using lab = await open();
      await writeFiles(lab.workspace, { 'a.test.ts': 'x'.repeat(600 * 1024) });
      const result = await lab.judge(
        { kind: 'custom', check: 'testsNotWeakened' },
        { files: [file('a.test.ts')] },
      );
      expect(result).toMatchObject({
        ok: false,
        reason: 'cannot be judged: a.test.ts is larger than 512 KiB',
      });
    });

    it('fails a check whose base cannot be read, with the reason', async () => {
      await using lab = await open();
      const criterion = { kind: 'custom', check: 'testsNotWeakened' };
      expect(await lab.judge(criterion, { files: [file('a.test.ts')], readBase: gone })).toMatchObject({
        ok: false,
        reason: 'cannot be judged: the mirror is gone',
      });
    });
  });
}
