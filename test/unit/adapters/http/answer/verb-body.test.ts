import { describe, expect, it } from 'vitest';
import { verbBody } from '../../../../../adapters/http/answer/verb-body.ts';
import type { Content } from '../../../../../src/domain/surface/content.ts';
import { goalIdOf } from '../../../../../src/domain/ids.ts';

const content: Content = { tone: 'good', title: 'Done', blocks: [] };
const renderText = (shown: Content) => `<${shown.title}>`;

describe('answer to a verb', () => {
  it('is 200 with text, content and data', () => {
    expect(verbBody({ ok: true, goal: goalIdOf(1), content, data: { n: 1 } }, renderText)).toEqual({
      status: 200,
      body: { ok: true, goal: 'G-1', text: '<Done>', content, data: { n: 1 } },
    });
  });

  it('bears code, hint and a fitting status when refused', () => {
    expect(verbBody({ ok: false, content, code: 'ACCESS_DENIED', hint: 'Ask.' }, renderText)).toEqual({
      status: 403,
      body: { ok: false, text: '<Done>', code: 'ACCESS_DENIED', hint: 'Ask.', content },
    });
  });
});
