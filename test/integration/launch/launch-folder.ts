import { chmod, copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const source = join(import.meta.dirname, '../../../src');

/** Says what it sees as lines of JSON, and then does what its first argument says. */
const main = `
const say = (facts: object): void => void process.stdout.write(JSON.stringify(facts) + '\\n');
const [mode, ...rest] = process.argv.slice(2);
const signals: NodeJS.Signals[] = [];
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    signals.push(signal);
    setTimeout(() => {
      say({ signals });
      process.exit(7);
    }, 200);
  });
}
say({ pid: process.pid, parent: process.ppid, node: process.versions.node, channel: 'NODE_CHANNEL_FD' in process.env, rest });
if (mode === 'echo') for await (const chunk of process.stdin) process.stdout.write(chunk);
if (mode === 'exit') process.exitCode = Number(rest[0]);
if (mode === 'wait') setInterval(() => {}, 1_000);
if (mode === 'die') process.kill(process.pid, 'SIGKILL');
if (mode === 'throw') throw new Error('main is broken');
`;

/** A project of its own: drover's launcher, a main that tells what happened, and perhaps a Node of its own. */
export interface LaunchFolder {
  readonly root: string;
  readonly launcher: string;
  /** Give it to `node --require`: the Node then believes to be version 20, unless a launcher started it. */
  readonly pretendOld: string;
  /** The same, but for every process. */
  readonly pretendAlwaysOld: string;
  remove(): Promise<void>;
}

/** Makes one under the temporary folder; the caller removes it. */
export async function makeLaunchFolder(): Promise<LaunchFolder> {
  const root = await mkdtemp(join(tmpdir(), 'drover launch-'));
  await mkdir(join(root, 'src'));
  await writeFile(join(root, 'package.json'), '{"type":"module"}');
  await writeFile(join(root, 'src/main.ts'), main);
  for (const file of ['launch.js', 'node-version.js']) {
    // oxlint-disable-next-line no-await-in-loop -- two small files
    await copyFile(join(source, file), join(root, 'src', file));
  }
  const pretendAlwaysOld = join(root, 'always-old.cjs');
  const pretendOld = join(root, 'old.cjs');
  await writeFile(pretendAlwaysOld, pretend);
  await writeFile(pretendOld, `if (process.argv0 !== 'drover') { ${pretend} }`);
  return {
    root,
    launcher: join(root, 'src/launch.js'),
    pretendOld,
    pretendAlwaysOld,
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

const pretend = `
Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });
Object.defineProperty(process, 'version', { value: 'v20.20.2' });
`;

/**
 * Puts a Node where npm would have installed it. `copy` makes it a program of its own, `link` the same one,
 * `broken` a file that may not be run.
 */
export async function installOwnNode(
  folder: LaunchFolder,
  node: string,
  how: 'copy' | 'link' | 'broken',
): Promise<void> {
  const bin = join(folder.root, 'node_modules/node/bin');
  await mkdir(bin, { recursive: true });
  const target = join(bin, 'node');
  if (how === 'link') return symlink(node, target);
  await copyFile(node, target);
  return chmod(target, how === 'broken' ? 0o644 : 0o755);
}
