import { describe, expect, test } from 'vitest';
import { fillTemplate } from '../../../../src/policy/triggers/fill-template.ts';

const payload = {
  repository: { name: 'shop' },
  commits: [{ message: 'Fix it\nreally' }],
  count: 0,
  open: false,
  nothing: null,
};

const filled = (template: string, from: unknown = payload) => {
  const result = fillTemplate(template, from);
  if (!result.ok) throw new Error(`missing ${result.missing}`);
  return result;
};

describe('a template', () => {
  test('takes values by their path, in either notation', () => {
    expect(filled('Mend {{repository.name}}: {{ commits[0].message }} {{commits.0.message}}').text).toBe(
      'Mend shop: Fix it really Fix it really',
    );
    expect(filled('{{count}} {{open}} {{repository}}').text).toBe('0 false {"name":"shop"}');
  });

  test('names a number in the task instead of each value, and gives each value once', () => {
    const { task, values } = filled('Mend {{repository.name}}, {{commits[0].message}}, {{repository.name}}');
    expect(task).toBe('Mend [1: repository.name], [2: commits[0].message], [1: repository.name]');
    expect(values).toEqual([
      { path: 'repository.name', value: 'shop' },
      { path: 'commits[0].message', value: 'Fix it\nreally' },
    ]);
  });

  test.each(['nothing', 'repository.owner', 'commits[1].message', 'constructor', '__proto__'])(
    'says what is missing: %s',
    (path) => {
      expect(fillTemplate(`x {{${path}}}`, payload)).toEqual({ ok: false, missing: path });
    },
  );

  test('without values it is the text, whatever was sent', () => {
    expect(filled('Look after it', 7)).toEqual({
      ok: true,
      text: 'Look after it',
      task: 'Look after it',
      values: [],
    });
  });

  test('a value is not looked into for more', () => {
    const result = filled('{{a}} {{b}}', { a: '{{secret}} [2: b] $& $1', b: 'x', secret: 'no' });
    expect(result.text).toBe('{{secret}} [2: b] $& $1 x');
  });

  test('what nobody sees is left out, and what is long is cut', () => {
    const hidden = filled('{{a}}', { a: `x\u202Ey\u0007z\u200B${'é'.repeat(5000)}` });
    expect(hidden.values[0]?.value).toMatch(/^xyzé+…$/u);
    expect(Array.from(hidden.values[0]?.value ?? '')).toHaveLength(4000);
    expect(Array.from(hidden.text)).toHaveLength(200);
  });
});
