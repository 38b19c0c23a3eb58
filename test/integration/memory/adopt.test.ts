import { chmod, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git } from '../../support/git-repository.ts';
import { memoryBench, never, type MemoryBench } from './memory-bench.ts';

const dream = { goal: 'G-9', message: 'Tidied by G-9' };

/** A clone of the folder, as the agent that tidies gets it; what it commits is pushed as a branch of its own. */
async function clone(bench: MemoryBench) {
  const base = await git(await bench.memory.folder('app', never), 'rev-parse', 'HEAD');
  const path = join(bench.root, '../clone');
  await git(bench.root, 'clone', '--quiet', bench.folder, path);
  const put = async (file: string, text: string | undefined) => {
    await mkdir(dirname(join(path, file)), { recursive: true });
    await (text === undefined ? rm(join(path, file)) : writeFile(join(path, file), text));
  };
  const push = async () => {
    await git(path, 'add', '--all', '--force');
    await git(path, 'commit', '--quiet', '-m', 'tidied');
    await git(path, 'push', '--quiet', 'origin', 'HEAD:refs/heads/drover/G-9-tidy');
    return { base, sha: await git(path, 'rev-parse', 'HEAD'), author: dream };
  };
  return { path, put, push };
}

async function withNotes(): Promise<MemoryBench> {
  const bench = await memoryBench();
  await bench.write('a.md', '# Login\n\nThe login test is flaky.', 'G-1');
  await bench.write('b.md', '# Cache\n\nThe cache lies in .cache.', 'G-2');
  return bench;
}

describe('taking over what an agent tidied', () => {
  it('adds, changes and removes notes; whose they are does not change', async () => {
    const bench = await withNotes();
    const { put, push } = await clone(bench);
    await put('a.md', '---\ngoal: G-666\n---\n# Login\n\nThe login test was flaky; it is mended.');
    await put('b.md', undefined);
    await put('sub/new.md', '# New\n\nOut of two notes.');
    const change = await push();
    expect(await bench.memory.adopt('app', change, never)).toEqual({
      is: 'adopted',
      written: ['a.md', 'sub/new.md'],
      removed: ['b.md'],
      refused: [],
    });
    expect(await bench.read('a.md')).toMatch(/goal: G-1\n[\s\S]*it is mended/);
    expect(await bench.read('sub/new.md')).toContain('goal: G-9');
    expect(await bench.git('log', '--format=%an|%s', '-1')).toBe('drover|Tidied by G-9');
    expect(await bench.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
    expect(await bench.read('INDEX.md')).not.toContain('b.md');
    expect(await bench.write('a.md', '# Login\n\nDrover may renew it.')).toMatchObject({ written: ['a.md'] });
  });

  it('leaves as it was whatever may not be, and says so', async () => {
    const bench = await withNotes();
    const { path, put, push } = await clone(bench);
    await put('a.md', `# Login\n\nthe token is ghp_${'a1B2'.repeat(9)}`);
    await put('tool.sh', 'rm -rf /');
    await put('.github/workflows/x.md', 'hidden');
    await put('INDEX.md', 'mine');
    await put('archive/x.md', 'mine');
    await put('con.md', 'device');
    await put('binary.md', 'a\0b');
    await put('exec.md', 'runs');
    await put('good.md', '# Good\n\nThis one may stay.');
    await chmod(join(path, 'exec.md'), 0o755);
    await symlink('/etc/passwd', join(path, 'link.md'));
    await writeFile(join(path, '.gitattributes'), '*.md filter=evil');
    const adopted = await bench.memory.adopt('app', await push(), never);
    expect(adopted).toMatchObject({ is: 'adopted', written: ['good.md'], removed: [] });
    const refused = adopted.is === 'adopted' ? adopted.refused.map(({ file }) => file).toSorted() : [];
    expect(refused).toEqual(
      [
        '.gitattributes',
        '.github/workflows/x.md',
        'INDEX.md',
        'a.md',
        'archive/x.md',
        'binary.md',
        'con.md',
        'exec.md',
        'link.md',
        'tool.sh',
      ].toSorted(),
    );
    expect(await bench.read('a.md')).toContain('is flaky');
    expect(await bench.git('ls-files')).toBe('a.md\nb.md\ngood.md');
    await expect(readFile(join(bench.folder, 'tool.sh'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is skipped as a whole when somebody changed the notes meanwhile', async () => {
    const bench = await withNotes();
    const { put, push } = await clone(bench);
    await put('b.md', undefined);
    const change = await push();
    await bench.byHand('a.md', 'My own words.');
    expect(await bench.memory.adopt('app', change, never)).toEqual({
      is: 'skipped',
      why: 'somebody changed the notes meanwhile',
    });
    expect(await bench.read('a.md')).toBe('My own words.');
    expect(await bench.read('b.md')).toContain('The cache lies');
  });

  it('leaves alone what goals wrote meanwhile, and takes over the rest', async () => {
    const bench = await withNotes();
    const { put, push } = await clone(bench);
    await put('a.md', '# Login\n\nTidied.');
    await put('b.md', undefined);
    const change = await push();
    await bench.write('b.md', '# Cache\n\nThe cache has moved to the attic.', 'G-3');
    await bench.write('c.md', '# Printer\n\nIt prints on both sides.', 'G-3');
    expect(await bench.memory.adopt('app', change, never)).toEqual({
      is: 'adopted',
      written: ['a.md'],
      removed: [],
      refused: [{ file: 'b.md', why: 'a goal changed it meanwhile' }],
    });
    expect(await bench.read('a.md')).toContain('Tidied.');
    expect(await bench.read('b.md')).toContain('attic');
    expect(await bench.read('c.md')).toContain('both sides');
  });

  it('is skipped when a purge has begun the history anew', async () => {
    const bench = await withNotes();
    const { put, push } = await clone(bench);
    await put('a.md', '# Login\n\nTidied.');
    const change = await push();
    await bench.memory.forget('app', 'G-2', never);
    expect(await bench.memory.adopt('app', change, never)).toMatchObject({ is: 'skipped' });
  });

  it('is done once, although the life that did it could not say so', async () => {
    const bench = await withNotes();
    const { put, push } = await clone(bench);
    await put('a.md', '# Login\n\nTidied.');
    await put('b.md', undefined);
    const change = await push();
    const first = await bench.memory.adopt('app', change, never);
    const head = await bench.git('rev-parse', 'HEAD');
    expect(await bench.again().adopt('app', change, never)).toEqual(first);
    expect(await bench.git('rev-parse', 'HEAD')).toBe(head);
  });

  it('does not take over that nothing is left', async () => {
    const bench = await withNotes();
    const { put, push } = await clone(bench);
    await put('a.md', undefined);
    await put('b.md', undefined);
    await put('junk.txt', 'x');
    expect(await bench.memory.adopt('app', await push(), never)).toMatchObject({ is: 'skipped' });
    expect(await bench.read('a.md')).toContain('flaky');
  });

  it('finds a note with a name that only a person may choose, and keeps to it', async () => {
    const bench = await withNotes();
    await bench.byHand('Überblick.md', '# Overview\n\nBy hand.');
    const { put, push } = await clone(bench);
    await put('Überblick.md', '# Overview\n\nTidied.');
    await put('Übel.md', 'New.');
    expect(await bench.memory.adopt('app', await push(), never)).toMatchObject({
      written: ['Überblick.md'],
      refused: [{ file: 'Übel.md' }],
    });
  });
});

describe('who wrote notes', () => {
  it('is known from the history: goals, not people, nor who tidied', async () => {
    const bench = await memoryBench();
    expect(await bench.memory.writersSince('app', 0, never)).toEqual([]);
    await bench.write('a.md', '# Login\n\nThe login test is flaky.', 'G-1');
    await bench.write('b.md', '# Cache\n\nThe cache lies in .cache.', 'G-2');
    await bench.write('c.md', '# Cache again\n\nIt is deleted at night.', 'G-2');
    await bench.byHand('d.md', 'Mine.');
    const { put, push } = await clone(bench);
    await put('a.md', undefined);
    expect(await bench.memory.adopt('app', await push(), never)).toMatchObject({ is: 'adopted' });
    expect(await bench.memory.writersSince('app', 0, never)).toEqual(['G-2', 'G-1']);
    bench.pass(60_000);
    const later = Date.now() + 30_000;
    await bench.write('e.md', '# Printer\n\nIt prints on both sides.', 'G-3');
    expect(await bench.memory.writersSince('app', later, never)).toEqual(['G-3']);
  });
});

describe('forgetting a goal', () => {
  it('removes its notes from the folder and from the history', async () => {
    const bench = await withNotes();
    const before = await bench.git('rev-parse', 'HEAD');
    expect(await bench.memory.forget('app', 'G-1', never)).toEqual(['a.md']);
    expect(await bench.git('log', '--all', '--format=%s')).toBe('Begin anew after a purge');
    await expect(bench.git('cat-file', '-e', before)).rejects.toThrow('cat-file');
    expect(await bench.git('grep', 'cache', 'HEAD')).toContain('b.md');
    expect(await bench.read('INDEX.md')).not.toContain('a.md');
    expect(await bench.memory.recall('app', 'flaky login', 3, never)).toEqual([]);
  });

  it('changes nothing for a goal that wrote nothing, or a project without notes', async () => {
    const bench = await withNotes();
    const head = await bench.git('rev-parse', 'HEAD');
    expect(await bench.memory.forget('app', 'G-11', never)).toEqual([]);
    expect(await bench.memory.forget('other', 'G-1', never)).toEqual([]);
    expect(await bench.git('rev-parse', 'HEAD')).toBe(head);
  });
});
