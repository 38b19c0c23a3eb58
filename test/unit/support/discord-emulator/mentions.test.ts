import { expect, it } from 'vitest';
import { maskedLinks, pingsOf } from '../../../support/discord-emulator/checks/mentions.ts';

const spoken = (content: string) => ({ content, embeds: [], components: [] });

it.each([
  ['hello @everyone and @here', undefined, ['@everyone', '@here']],
  ['hello @everyone', { parse: [] }, []],
  ['hello <@!1> <@&2>', { parse: ['users'] }, ['<@1>']],
  ['hello <@1> <@2>', { parse: [], users: ['2'] }, ['<@2>']],
  ['hello <@&1> <@&2>', { parse: [], roles: ['1'] }, ['<@&1>']],
  ['`@everyone` and ```\n<@1>\n```', undefined, []],
])('%j with %j notifies %j', (content, allowed, pings) => {
  expect(pingsOf(spoken(content), allowed)).toEqual(pings);
});

it('texts of components mention people as content does, embeds do not', () => {
  const components = [{ type: 17, components: [{ type: 10, content: '<@1>' }] }];
  expect(pingsOf({ content: '', embeds: [{ description: '<@2>' }], components }, undefined)).toEqual([
    '<@1>',
  ]);
});

it.each([
  ['[https://github.com](https://evil.example)', true],
  ['[github.com/login](https://evil.example)', true],
  ['[www.github.com](<https://evil.example/github.com>)', true],
  ['[https\\://github.com](https://evil.example)', true],
  ['[github.com](https://github.com/a/b)', false],
  ['[the goal](https://drover.example/goals/1)', false],
  ['\\[https://github.com](https://evil.example)', false],
  ['`[https://github.com](https://evil.example)`', false],
])('that %s pretends is %j', (content, isMasked) => {
  expect(maskedLinks(spoken(content))).toHaveLength(isMasked ? 1 : 0);
});
