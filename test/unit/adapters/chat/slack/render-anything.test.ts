import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderPage, renderSlack } from '../../../../../adapters/chat/slack/render.ts';
import { blocksError, linksOf, pingsOf } from '../../../../support/slack-emulator/check-blocks.ts';
import { textFaults } from '../../../../support/slack-emulator/limits/foreign-text.ts';
import { viewProblem } from '../../../../support/slack-emulator/limits/view.ts';
import { controlsOf } from '../../../../support/slack-emulator/people/find-control.ts';
import { anyContent, uploadsOf } from './any-content.ts';

/** Shrinking a large counterexample may take minutes; it stops here. */
const bounded = { numRuns: 60, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: true };

describe('any content at all', () => {
  it('is accepted by Slack: every limit is kept', () => {
    fc.assert(
      fc.property(anyContent, (any) => {
        for (const message of [renderSlack(any), renderSlack(any, uploadsOf(any))]) {
          expect(blocksError(message.blocks)).toBeUndefined();
          expect(message.text.length).toBeGreaterThan(0);
          expect(message.text.length).toBeLessThanOrEqual(4000);
        }
        expect(viewProblem({ type: 'home', blocks: renderPage(any) }, 'home')).toBeUndefined();
      }),
      bounded,
    );
  });

  it('does nothing that its readers would suffer from', () => {
    fc.assert(
      fc.property(anyContent, (any) => {
        expect(textFaults(renderSlack(any, uploadsOf(any)), new Set(['U1234', 'W99']))).toEqual([]);
      }),
      bounded,
    );
  });

  it('keeps its first buttons, each under a name of its own and with its act, however long the rest is', () => {
    fc.assert(
      fc.property(anyContent, (any) => {
        const shown = controlsOf(renderSlack(any).blocks);
        expect(new Set(shown.map(({ actionId }) => actionId)).size).toBe(shown.length);
        const acts = any.blocks
          .flatMap((one) => (one.type === 'buttons' ? one.buttons : []))
          .map(({ act }) => act);
        const values = shown.flatMap(({ control }) => (control.type === 'button' ? [control.value] : []));
        const [first] = any.blocks.filter((one) => one.type === 'buttons' || one.type === 'choice');
        const begins = first?.type === 'buttons' ? values[0] : acts[0];
        expect(begins).toBe(acts[0]);
        for (const value of values) expect(acts).toContain(value);
      }),
      bounded,
    );
  });

  it('pings only people that drover names, and links only where drover links', () => {
    fc.assert(
      fc.property(anyContent, (any) => {
        const message = renderSlack(any);
        for (const ping of pingsOf(message)) expect(['@U1234', '@W99']).toContain(ping);
        expect(pingsOf({ text: message.text, blocks: [] })).toEqual([]);
        for (const link of linksOf(message)) expect(link).toMatch(/^https?:\/\/[^|<>\s]+\|[^|<>]/u);
      }),
      bounded,
    );
  });

  it('hides nothing: no control, bidirectional or broken characters, no half entity', () => {
    fc.assert(
      fc.property(anyContent, (any) => {
        const message = renderSlack(any);
        const shown = JSON.stringify(message);
        // eslint-disable-next-line no-control-regex -- these are the characters to find
        expect(shown).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/u);
        expect(shown).not.toMatch(/\\u[0-9a-f]{4}/iu);
        expect(message.text.replace(/&(?:amp|lt|gt);/gu, '')).not.toContain('&');
      }),
      bounded,
    );
  });

  it('never mentions a whole channel, not even in plain words', () => {
    fc.assert(
      fc.property(anyContent, (any) => {
        expect(JSON.stringify(renderSlack(any))).not.toMatch(
          /(?<!\w)@(?:channel|here|everyone)\b|<!(?:channel|here)/iu,
        );
      }),
      bounded,
    );
  });
});
