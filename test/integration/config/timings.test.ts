import { expect, it } from 'vitest';
import { checkTimings } from '../../../src/compose/recurring/check-timings.ts';
import { assembleConfig } from '../../../src/config/assemble-config.ts';

/** What drover says of a configuration before it takes its home. */
function check(more: object): void {
  const value = { projects: { shop: { source: '/srv/shop' } }, ...more };
  const result = assembleConfig({ value, env: { HOME: '/srv' }, cwd: '/srv' });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  checkTimings(result.config);
}

const nightly = (timing: object) => ({ schedules: { nightly: { run: { text: 'do it' }, ...timing } } });

it.each([
  [nightly({ cron: '0 0 3 * * *' }), /schedules\.nightly: .*five fields/],
  [nightly({ cron: '61 * * * *' }), /schedules\.nightly: .*minute/],
  [nightly({ cron: '@daily', zone: 'Mars/Olympus' }), /schedules\.nightly: Mars\/Olympus/],
  [{ report: { channel: 'console:terminal', zone: 'Nowhere' } }, /report: Nowhere/],
])('%j is refused before anything is started', (more, message) => {
  expect(() => check(more)).toThrow(message);
});

it('what can be read is not refused', () => {
  expect(() => check(nightly({ cron: '@daily', zone: 'Europe/Berlin' }))).not.toThrow();
});

it.each([
  [{ schedules: { nightly: { cron: '@daily', run: {} } } }, 'schedules.nightly.run.text', 'is missing'],
  [nightly({ cron: '@daily', channel: '#general' }), 'schedules.nightly.channel', 'is not a channel id'],
  [{ templates: { t: { project: 'shpo', text: 'x' } } }, 'templates.t.project', 'not a configured project'],
  [{ templates: { t: { agent: 'cladue' } } }, 'templates.t.agent', 'not a configured agent'],
  [{ templates: { t: { after: ['G-1'] } } }, 'templates.t.after', 'not a known key'],
  [{ report: { channel: 'general' } }, 'report.channel', 'is not a channel id'],
])('%j names %s', (more, path, message) => {
  const value = { projects: { shop: { source: '/srv/shop' } }, ...more };
  const result = assembleConfig({ value, env: { HOME: '/srv' }, cwd: '/srv' });
  expect(result).toMatchObject({
    ok: false,
    problems: [{ path, message: expect.stringContaining(message) }],
  });
});
