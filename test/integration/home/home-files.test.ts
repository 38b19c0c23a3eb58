import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOnce } from '../../../adapters/home/create-once.ts';
import { prepareHome } from '../../../adapters/home/home-folders.ts';
import { homeId } from '../../../adapters/home/home-id.ts';
import { readOrMakeToken, readToken } from '../../../adapters/home/token.ts';

let parent: string;
let home: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'drover-files-'));
  home = join(parent, 'home');
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

describe('drover’s home', () => {
  it('is made with all its folders for the owner alone, and narrowed when it was wider', async () => {
    await prepareHome(home);
    await chmod(home, 0o755);
    const paths = await prepareHome(home);
    const names = await readdir(home);
    expect(names.toSorted()).toEqual([
      'files',
      'homes',
      'locks',
      'repos',
      'store',
      'threads',
      'turns',
      'worktrees',
    ]);
    for (const path of [home, ...names.map((name) => join(home, name))])
      expect(await modeOf(path)).toBe('700');
    expect(paths.store).toBe(join(home, 'store'));
  });

  it('is a configuration error when it cannot be made', async () => {
    await writeFile(home, 'a file stands here');
    await expect(prepareHome(home)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(home),
    });
  });
});

describe('a home’s id', () => {
  it('stays the same, and twenty racers agree on it', async () => {
    await prepareHome(home);
    const ids = await Promise.all(Array.from({ length: 20 }, () => homeId(home)));
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^[a-z2-7]{8}$/);
    expect(await homeId(home)).toBe(ids[0]);
    expect(await modeOf(join(home, 'home-id'))).toBe('600');
  });

  it('is an error when the file holds something else', async () => {
    await prepareHome(home);
    await writeFile(join(home, 'home-id'), '../../etc\n');
    await expect(homeId(home)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

describe('the token', () => {
  it('is made once, long, and readable for the owner alone', async () => {
    await prepareHome(home);
    expect(await readToken(home)).toBeUndefined();
    const tokens = await Promise.all(Array.from({ length: 10 }, () => readOrMakeToken(home)));
    expect(new Set(tokens).size).toBe(1);
    expect(Buffer.from(tokens[0] ?? '', 'base64url')).toHaveLength(32);
    expect(await modeOf(join(home, 'token'))).toBe('600');
    expect(await readToken(home)).toBe(tokens[0]);
  });

  it('of an operator is used as it is, and its file narrowed', async () => {
    await prepareHome(home);
    await writeFile(join(home, 'token'), 'a-token-of-my-own-making\n', { mode: 0o644 });
    expect(await readOrMakeToken(home)).toBe('a-token-of-my-own-making');
    expect(await modeOf(join(home, 'token'))).toBe('600');
  });

  it('is refused when the file is empty or the token short', async () => {
    await prepareHome(home);
    for (const text of ['', 'short\n']) {
      await writeFile(join(home, 'token'), text);
      await expect(readOrMakeToken(home)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    }
  });
});

describe('a file that is made once', () => {
  it('is made by one of many racers, wholly, and leaves no temporary files', async () => {
    await prepareHome(home);
    const path = join(home, 'once');
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, racer) => createOnce(path, `${racer}`.repeat(1_000))),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await readFile(path, 'utf8')).toBe(`${made.indexOf(true)}`.repeat(1_000));
    expect((await readdir(home)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
