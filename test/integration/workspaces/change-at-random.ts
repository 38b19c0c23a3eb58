import { chmod, lstat, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as fc from 'fast-check';
import { git } from '../../support/git-repository.ts';

/** One thing that an agent does in its checkout. */
export interface Change {
  readonly kind: Command | Touch;
  readonly name: string;
  readonly content: string;
}

/** What is done with git; the rest is done to files. */
const commands = {
  stage: () => ['add', '--all'],
  'stage by force': (name) => ['add', '--force', '--', `:(literal)${name}`],
  unstage: () => ['reset', '--quiet'],
  commit: () => ['commit', '--quiet', '--all', '--allow-empty', '-m', 'work'],
  detach: () => ['checkout', '--quiet', '--detach'],
  switch: () => ['checkout', '--quiet', '-B', 'feature'],
  'go back': (_, branch) => ['checkout', '--quiet', branch],
  reset: () => ['reset', '--quiet', '--hard', 'HEAD~1'],
} satisfies Record<string, (name: string, branch: string) => string[]>;

const touches = ['write', 'link', 'remove', 'toggle executable', 'ignore', 'unignore'] as const;
type Command = keyof typeof commands;
type Touch = (typeof touches)[number];

/** Names that get into each other's way as files and folders; some fall under the ignore rules that come and go. */
const names = ['a', 'a/b', 'a/b/c', 'd.log', 'a/d.log', 'out/x', 'out', 'ü\n"', '-f', 'README.md', '[x]'];
const contents = ['', 'one\n', 'two\n', 'one\r\ntwo\r\n', '\0\u0001binary'];

const commandNames = Object.keys(commands) as Command[];

export const anyChange: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom<Command | Touch>('write', 'write', ...touches, ...commandNames),
  name: fc.constantFrom(...names),
  content: fc.constantFrom(...contents),
});

/** Makes a change as far as what stands there allows. */
export async function makeChange(folder: string, branch: string, change: Change): Promise<void> {
  const { kind } = change;
  if (isTouch(kind)) return await touch(folder, kind, change);
  await git(folder, ...commands[kind](change.name, branch)).catch(() => undefined);
}

const isTouch = (kind: Command | Touch): kind is Touch => (touches as readonly string[]).includes(kind);

async function touch(folder: string, kind: Touch, { name, content }: Change): Promise<void> {
  const file = path.join(folder, name);
  const rules = path.join(folder, '.gitignore');
  switch (kind) {
    case 'write':
      return await put(folder, name, () => writeFile(file, content));
    case 'link':
      return await put(folder, name, () => symlink(content === '' ? '/etc' : `../${content.length}`, file));
    case 'remove':
      // A file on the way to the name is no folder; then there is nothing to remove.
      return await rm(file, { recursive: true, force: true }).catch(() => undefined);
    case 'toggle executable':
      return await toggle(file);
    case 'ignore':
      return await put(folder, '.gitignore', () => writeFile(rules, '*.log\nout\n'));
    case 'unignore':
      return await rm(rules, { force: true });
  }
}

/** Makes room first: whatever stands on the way goes. */
async function put(folder: string, name: string, write: () => Promise<void>): Promise<void> {
  const parts = name.split('/');
  for (let length = 1; length < parts.length; length += 1) {
    const above = path.join(folder, ...parts.slice(0, length));
    if (!(await isFolder(above))) await rm(above, { force: true });
  }
  await rm(path.join(folder, name), { recursive: true, force: true });
  await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
  await write();
}

const isFolder = (place: string): Promise<boolean> =>
  lstat(place).then(
    (found) => found.isDirectory(),
    () => false,
  );

async function toggle(file: string): Promise<void> {
  const found = await lstat(file).catch(() => undefined);
  if (found?.isFile()) await chmod(file, (found.mode & 0o100) === 0 ? 0o755 : 0o644);
}
