import { describe, expect, it } from 'vitest';
import { assembleConfig } from '../../../src/config/assemble-config.ts';
import { configurationDocument } from '../../../src/config/describe/configuration-document.ts';
import { environmentExample } from '../../../src/config/describe/environment-example.ts';

const root = new URL('../../../', import.meta.url);

/** After a change of the schema: `npx vitest run --project integration test/integration/config/documents.test.ts -u`. */
describe('generated documents', () => {
  it('docs/configuration.md is what the schema says', async () => {
    await expect(configurationDocument()).toMatchFileSnapshot(
      new URL('docs/configuration.md', root).pathname,
    );
  });

  it('.env.example lists every variable that is read', async () => {
    await expect(environmentExample()).toMatchFileSnapshot(new URL('.env.example', root).pathname);
  });

  it('every key in docs/configuration.md is explained', () => {
    const rows = configurationDocument()
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    expect(rows.length).toBeGreaterThan(60);
    expect(rows.filter((row) => /\|\s*\|$/.test(row))).toEqual([]);
  });

  it('the example in docs/configuration.md is a valid configuration', () => {
    const code = /```ts\n([\s\S]*?)```/.exec(configurationDocument())?.[1] ?? '';
    const body = code.replace(/^\/\/.*\nexport default/, 'return').replaceAll(/\/\/ .*$/gm, '');
    // oxlint-disable-next-line no-implied-eval, typescript/no-implied-eval -- our own document, run to see that it is right
    const value: unknown = new Function(body)();
    const env = { HOME: '/srv', LOCAL_MODEL_KEY: 'some-key-here' };
    expect(assembleConfig({ value, env, cwd: '/srv' })).toMatchObject({
      ok: true,
      config: {
        projects: { shop: { base: 'main' } },
        agents: { local: { env: { ANTHROPIC_AUTH_TOKEN: 'some-key-here' } } },
      },
    });
  });
});
