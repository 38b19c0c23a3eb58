import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, textAfterMention } from '../../../../../../adapters/chat/slack/text/decode.ts';

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

describe('text from Slack', () => {
  it.each([
    ['a &lt; b &amp;&amp; c &gt; d', 'a < b && c > d'],
    ['&amp;lt;', '&lt;'],
    ['ask <@U123> and <@U123|ann>', 'ask @U123 and @U123'],
    ['in <#C1|ops>, <#C1> and <#C1|>', 'in #ops, #C1 and #C1'],
    ['see <https://x.test/a?b=1&amp;c=2|this>', 'see https://x.test/a?b=1&c=2'],
    ['see <https://x.test/>', 'see https://x.test/'],
    ['run ./<http://check.sh|check.sh>', 'run ./check.sh'],
    ['open <http://example.com|example.com/>', 'open example.com/'],
    ['mail <mailto:a@b.test|a@b.test>', 'mail a@b.test'],
    ['<!here> <!channel|channel> <!subteam^S1|@team> <!subteam^S1>', '@here channel @team @S1'],
    ['“quoted” stays as typed', '“quoted” stays as typed'],
  ])('%s becomes %s', (raw, typed) => {
    expect(decodeText(raw)).toBe(typed);
  });

  it('gives back whatever was typed, once Slack has escaped it', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(decodeText(escaped(text))).toBe(text);
      }),
    );
  });

  it('finds the text after the first mention of one user', () => {
    expect(textAfterMention('hey <@U1> pause <@U1>', 'U1')).toBe(' pause <@U1>');
    expect(textAfterMention('<@U1|drover> pause', 'U1')).toBe(' pause');
    expect(textAfterMention('<@U12> pause', 'U1')).toBeUndefined();
    expect(textAfterMention('&lt;@U1&gt; pause', 'U1')).toBeUndefined();
  });
});
