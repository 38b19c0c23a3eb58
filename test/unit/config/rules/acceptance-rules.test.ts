import { describe, expect, it } from 'vitest';
import { assembleConfig } from '../../../../src/config/assemble-config.ts';

const assemble = (accept: readonly object[], more: object = {}, env: Record<string, string> = {}) =>
  assembleConfig({
    value: { projects: { app: { source: '/srv/app', accept } }, ...more },
    filePath: '/etc/drover/drover.config.ts',
    env,
    cwd: '/srv',
  });

const judge = { kind: 'llmJudge', criterion: 'is it documented?' };
const uses = (use: string) => ({ kind: 'custom', check: 'function', use });
const model = { helper: { url: 'http://127.0.0.1:1/v1', model: 'small' } };

describe('a judge', () => {
  it('needs a helper model', () => {
    expect(assemble([judge])).toMatchObject({
      ok: false,
      problems: [{ path: 'projects.app.accept.0.kind', message: expect.stringContaining('a helper model') }],
    });
    expect(assemble([judge], model)).toMatchObject({ ok: true });
    const env = { LOCAL_LLM_URL: 'http://127.0.0.1:1/v1', LOCAL_LLM_MODEL: 'small' };
    expect(assemble([judge], {}, env)).toMatchObject({ ok: true });
  });

  it('is refused where judging is switched off', () => {
    expect(assemble([judge], { ...model, helpers: { judge: false } })).toMatchObject({
      ok: false,
      problems: [{ path: 'projects.app.accept.0.kind' }],
    });
  });
});

describe('a function that judges', () => {
  it('is one that is configured', () => {
    expect(assemble([uses('mone')], { verifiers: { mine: './mine.ts' } })).toMatchObject({
      ok: false,
      problems: [{ path: 'projects.app.accept.0.use', value: '"mone"', hint: 'Did you mean “mine”?' }],
    });
    expect(assemble([uses('toString')])).toMatchObject({
      ok: false,
      problems: [{ hint: expect.stringContaining('docs/acceptance.md') }],
    });
  });

  it('is found in its own module, or in the configuration file', () => {
    const verifiers = { mine: './checks/mine.ts', own: () => ({ ok: true, reason: '' }) };
    expect(assemble([uses('mine'), uses('own')], { verifiers })).toMatchObject({
      ok: true,
      config: {
        verifiers: {
          mine: { file: '/etc/drover/checks/mine.ts', at: ['default'] },
          own: { file: '/etc/drover/drover.config.ts', at: ['default', 'verifiers', 'own'] },
        },
        projects: { app: { accept: [{ ...uses('mine'), timeoutMs: 60_000 }, uses('own')] } },
      },
    });
  });
});
