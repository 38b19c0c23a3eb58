import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { DroverProcess } from '../support/whole/drover-process.ts';
import { goalView, runGoal, whenEnded, whenSaid } from '../support/whole/goals.ts';
import { makeInstallation, type Installation } from '../support/whole/installation.ts';
import { livingChildren } from '../support/whole/processes.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const [mountProgram, unmountProgram] = ['mount', 'umount'] as const;
const mountSmall = (folder: string) =>
  execFileSync(mountProgram, ['-t', 'tmpfs', '-o', 'size=2m,mode=0700', 'tmpfs', folder], {
    stdio: 'ignore',
  });
const unmount = (folder: string) => execFileSync(unmountProgram, [folder], { stdio: 'ignore' });

/** Whether this machine lets us have a small file system of our own. */
const canMount = await mkdtemp(join(tmpdir(), 'drover-mount-')).then(async (folder) => {
  try {
    mountSmall(folder);
    unmount(folder);
    return true;
  } catch {
    // Not root, or a container without the right: the test is skipped by name.
    return false;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

let installation: Installation;
let drover: DroverProcess;
let store: string;
afterEach(async () => {
  if (!canMount) return;
  await drover.end('SIGKILL');
  unmount(store);
  await installation.remove();
});

/** Thinks until it is told to go on; then it does the work. */
const script = {
  turns: [
    [{ say: 'Deep in thought.' }, { waitFor: 'go.txt' }, { say: 'I go on.' }],
    [{ edit: { path: 'notes.txt', write: '{{prompt}}' } }, { say: 'Done.' }],
  ],
};

/** Leaves that many bytes on the small disk. */
async function fillUp(leave: number): Promise<void> {
  const { bavail, bsize } = await statfs(store);
  await writeFile(join(store, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - leave)));
}

test.skipIf(!canMount)(
  'a full disk stops drover, and not the agent; what it had confirmed is there when there is room again (needs a tmpfs)',
  async () => {
    installation = await makeInstallation({ agents: { scripted: { kind: 'scripted', script } } });
    store = join(installation.home, 'store');
    await mkdir(store, { recursive: true, mode: 0o700 });
    mountSmall(store);
    drover = await installation.start();
    const over = once(drover.child, 'exit');
    const handle = await runGoal(drover, 'think', { accept: ['true'] });
    const thinking = await whenSaid(drover, handle, 'Deep in thought');
    await fillUp(48 * 1024);

    const confirmed: string[] = [];
    let refused;
    for (let count = 1; refused === undefined && count <= 100; count += 1) {
      const text = `${count}: ${'x'.repeat(3000)}`;
      const reply = await drover.verb('say', { goal: handle, text });
      if (reply.ok) confirmed.push(text);
      else refused = reply;
    }
    expect(refused).toMatchObject({
      status: 503,
      code: 'DISK_FULL',
      hint: expect.stringMatching(/Make room/),
    });
    expect(confirmed.length).toBeGreaterThan(0);
    const [code] = (await over) as [number | null];
    expect(code).toBeGreaterThan(0);
    expect(drover.output()).toMatch(/error: no room left.*\(DISK_FULL\)\nhint: Make room/);
    expect(await livingChildren(installation.home)).not.toEqual([]);

    await rm(join(store, 'filler'));
    drover = await installation.start();
    await writeFile(join(thinking.workspace?.path ?? '', 'go.txt'), 'go');
    const kept = (await goalView(drover, handle)).messages.map((message) => message.text);
    expect(kept.slice(0, confirmed.length)).toEqual(confirmed);
    expect(kept.length - confirmed.length).toBeLessThanOrEqual(1);
    const goal = await whenEnded(drover, handle);
    expect(goal).toMatchObject({ state: 'done', turn: 2 });
    expect(goal.turns.map((turn) => turn.outcome)).toEqual(['finished', 'finished']);
    expect(goal.messages.map((message) => message.state)).toEqual(kept.map(() => 'acknowledged'));
  },
);
