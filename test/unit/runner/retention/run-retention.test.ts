import { expect, test } from 'vitest';
import { retentionHealth } from '../../../../src/runner/retention/retention.ts';
import { runRetention } from '../../../../src/runner/retention/run-retention.ts';
import { running } from '../../../support/core/runner-world.ts';
import { openRetentionLab } from './lab.ts';

const minute = 60_000;
const day = 1440 * minute;

test('it looks after a minute, then every hour, and goes on after trouble', async () => {
  const lab = openRetentionLab({ worktreesMs: 90 * minute });
  const looks: number[] = [];
  const begun = lab.clock.now();
  const retention = {
    ...lab.retention,
    workspaces: {
      ...lab.retention.workspaces,
      inventory: async () => {
        looks.push((lab.clock.now() - begun) / minute);
        if (looks.length === 1) throw new Error('no disk');
        return lab.works;
      },
    },
  };
  const id = await lab.prepared();
  const run = running((signal) => runRetention(retention, signal));
  await lab.clock.advance(150 * minute);
  expect(looks).toEqual([1, 61, 121]);
  expect(lab.removed).toEqual([`worktree ${id}`]);
  await run.stop();
  await lab.clock.advance(day);
  expect(looks).toHaveLength(3);
});

test('it never looks where everything is kept for ever', async () => {
  const lab = openRetentionLab({ worktreesMs: 0, refsMs: 0, turnsMs: 0 });
  const run = running((signal) => runRetention(lab.retention, signal));
  await lab.clock.advance(day);
  expect(lab.retention.seen).toEqual({});
  await run.stop();
});

test('what is still above the quota is a reason not to be ready, until it fits again', async () => {
  const lab = openRetentionLab({ diskBytes: 1024 });
  const health = () => retentionHealth(lab.retention);
  expect(health().ok).toBe(true);
  await lab.prepared('open');
  lab.works[0] = { ...lab.works[0], bytes: 2048 } as (typeof lab.works)[number];
  const run = running((signal) => runRetention(lab.retention, signal));
  await lab.clock.advance(minute);
  expect(health()).toEqual({
    ok: false,
    reason:
      '2 kB of 1 kB used by worktrees and turns; what is left belongs to open goals or could not be removed',
  });
  lab.works.pop();
  await lab.clock.advance(60 * minute);
  expect(health()).toEqual({ ok: true, reason: '10 bytes of 1 kB used by worktrees and turns' });
  await run.stop();
  expect(retentionHealth(openRetentionLab().retention)).toEqual({ ok: true, reason: 'no quota' });
});
