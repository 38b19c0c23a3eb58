import { expect, test } from 'vitest';
import { assembleConfig } from '../../../../src/config/assemble-config.ts';
import { effectiveConfig } from '../../../../src/config/describe/effective-config.ts';

const secret = 'a secret of thirty-two characters';
const usual = { secret: 'CI_SECRET', project: 'app', text: 'Mend {{name}}' };
const load = (trigger: object, env: Record<string, string> = { CI_SECRET: secret }) =>
  assembleConfig({
    value: { projects: { app: { source: '/srv/app' } }, triggers: { ci: { ...usual, ...trigger } } },
    env: { PATH: '/bin', ...env },
    cwd: '/srv',
  });
const problems = (...given: Parameters<typeof load>): string[] => {
  const result = load(...given);
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path} ${message}`);
};

test('a trigger arrives whole, with limits nobody had to name; its secret is known to the redactor and not shown', () => {
  const result = load({});
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect(result.config.triggers['ci']).toEqual({
    name: 'ci',
    project: 'app',
    text: 'Mend {{name}}',
    scheme: 'hmac256',
    secret,
    bodyLimit: 1024 * 1024,
    ratePerMin: 30,
  });
  expect(result.config.secrets).toContain(secret);
  expect(JSON.stringify(effectiveConfig(result.config))).not.toContain(secret);
});

test('without a secret that cannot be guessed there is no trigger', () => {
  expect(problems({}, {})).toEqual(['triggers.ci.secret is not set']);
  expect(problems({}, { CI_SECRET: 'short' })).toEqual(['triggers.ci.secret has fewer than 16 characters']);
  expect(problems({ secret: 'DROVER_TOKEN' })[0]).toContain('credential of drover’s own');
});

test('it leads to what is configured', () => {
  expect(problems({ project: 'web', agent: 'nobody', channel: '#general', bodyLimit: '26MiB' }, {})).toEqual(
    expect.arrayContaining([expect.stringContaining('triggers.ci.bodyLimit')]),
  );
  expect(problems({ project: 'web', agent: 'nobody', channel: '#general' })).toEqual([
    'triggers.ci.project is not a configured project',
    'triggers.ci.channel is not a channel id',
    'triggers.ci.agent is not a configured agent',
  ]);
});
