import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load.ts';

const loadModule = new URL('../../../src/config/load.ts', import.meta.url).href;
let cwd: string;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'drover-config-'));
});
afterEach(async () => {
  await rm(cwd, { recursive: true, force: true });
});

const write = (name: string, text: string) => writeFile(join(cwd, name), text);
const load = (env: Record<string, string> = {}) => loadConfig({ env, cwd });

/** Loads in a process of its own, as drover does: its environment and modules are nobody else's. */
async function loadInProcess(env: Record<string, string>): Promise<unknown> {
  const script = `
    const { environment, loadConfig } = await import(${JSON.stringify(loadModule)});
    const env = await environment(process.cwd());
    console.log(JSON.stringify({ frozen: Object.isFrozen(env), env, result: await loadConfig({ env, cwd: process.cwd() }) }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd,
    env,
  });
  return JSON.parse(stdout);
}

describe('loading the configuration', () => {
  it('works without any file', async () => {
    expect(await load()).toMatchObject({ ok: true, config: { home: join(cwd, '.drover') } });
  });

  it.each([
    ['drover.config.ts', 'const source: string = "app";\nexport default { projects: { app: { source } } };'],
    ['drover.config.js', 'export default { projects: { app: { source: "app" } } };'],
    ['drover.config.json', '{"projects": {"app": {"source": "app"}}}'],
  ])('reads %s and resolves paths from its folder', async (name, text) => {
    await write(name, text);
    await mkdir(join(cwd, 'app'));
    expect(await loadInProcess({})).toMatchObject({
      result: {
        ok: true,
        config: { file: join(cwd, name), projects: { app: { source: join(cwd, 'app') } }, notices: [] },
      },
    });
  });

  it('takes the first of several files and says which is ignored', async () => {
    await write('drover.config.json', '{"beacon": {"everyTurns": 9}}');
    await write('drover.config.js', 'export default { beacon: { everyTurns: 7 } };');
    const result = await load();
    expect(result).toMatchObject({ ok: true, config: { beacon: { everyTurns: 7 } } });
    expect(result.ok ? result.config.notices : []).toContainEqual(
      expect.stringContaining('drover.config.json is ignored'),
    );
  });

  it('takes the file that DROVER_CONFIG names, relative to where drover was started', async () => {
    await mkdir(join(cwd, 'conf'));
    await write('conf/my.json', '{"projects": {"app": {"source": "../app"}}}');
    expect(await load({ DROVER_CONFIG: 'conf/my.json' })).toMatchObject({
      ok: true,
      config: { projects: { app: { source: join(cwd, 'app') } } },
    });
  });

  it('refuses a DROVER_CONFIG that does not exist, together with everything else that is wrong', async () => {
    await write('drover.config.json', '{}');
    const result = await load({ DROVER_CONFIG: 'nowhere.json', PORT: 'x' });
    expect(result).toMatchObject({
      ok: false,
      problems: [
        { code: 'CONFIG_NOT_FOUND', path: 'DROVER_CONFIG', value: 'nowhere.json' },
        { path: 'PORT' },
      ],
    });
  });

  it.each([
    ['drover.config.json', '{"projects": ', 'cannot be read'],
    ['drover.config.js', 'export default {', 'cannot be read'],
    ['drover.config.js', 'throw new Error("boom");', 'cannot be read: boom'],
    ['drover.config.js', 'export const config = {};', 'has no default export'],
  ])('explains why %s with %j is of no use', async (name, text, message) => {
    await write(name, text);
    expect(await load()).toMatchObject({
      ok: false,
      problems: [{ path: join(cwd, name), message: expect.stringContaining(message) }],
    });
  });

  it('refuses a file of another kind', async () => {
    await write('drover.yaml', 'projects: {}');
    expect(await load({ DROVER_CONFIG: 'drover.yaml' })).toMatchObject({
      ok: false,
      problems: [{ message: 'is neither TypeScript, JavaScript nor JSON' }],
    });
  });

  it.skipIf(process.getuid?.() === 0)('says so when the file may not be read', async () => {
    await write('drover.config.json', '{}');
    await chmod(join(cwd, 'drover.config.json'), 0);
    expect(await load()).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringContaining('EACCES') }],
    });
  });

  it('notices a function that judges work and is not there', async () => {
    await write('here.ts', 'export default () => ({ ok: true });');
    await write(
      'drover.config.ts',
      "export default { verifiers: { here: './here.ts', gone: './checks/gone.ts', own: () => ({ ok: true }) } };",
    );
    expect(await load()).toMatchObject({
      ok: true,
      config: {
        notices: expect.arrayContaining([`verifiers.gone does not exist: ${join(cwd, 'checks/gone.ts')}`]),
        verifiers: { own: { file: join(cwd, 'drover.config.ts'), at: ['default', 'verifiers', 'own'] } },
      },
    });
  });

  it('notices a source that does not exist, and leaves URLs alone', async () => {
    await write(
      'drover.config.json',
      '{"projects": {"app": {"source": "gone"}, "web": {"source": "https://example.org/x"}}}',
    );
    expect(await load()).toMatchObject({
      ok: true,
      config: { notices: [`projects.app.source does not exist: ${join(cwd, 'gone')}`] },
    });
  });

  it('reads .env beside the environment, which wins, and hands on a frozen copy', async () => {
    await write('.env', 'PORT=1234\nHOST=10.0.0.1\nSLACK_BOT_TOKEN=\n');
    await write('drover.config.ts', 'export default { budget: { turns: Number(process.env.PORT) } };');
    expect(await loadInProcess({ HOST: '10.0.0.2' })).toMatchObject({
      frozen: true,
      env: { PORT: '1234', HOST: '10.0.0.2' },
      result: { ok: true, config: { port: 1234, host: '10.0.0.2' } },
    });
  });
});
