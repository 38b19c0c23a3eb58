import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventScopes, methodScopes } from '../../../adapters/chat/slack/manifest.ts';

const folder = new URL('../../../adapters/chat/slack/', import.meta.url);
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n');

describe('the app manifest and the code', () => {
  it('agree on the methods that are called', () => {
    const called = [...sources.matchAll(/\bclient\.(\w+)\.(\w+)\(/gu)].map((call) => `${call[1]}.${call[2]}`);
    expect([...new Set(called)].toSorted()).toEqual(Object.keys(methodScopes).toSorted());
  });

  it('agree on the events that are listened to', () => {
    const kinds = new Set(Object.keys(eventScopes).map((name) => name.replace(/\..*/u, '')));
    expect([...kinds].toSorted()).toEqual(['app_mention', 'message']);
    expect(sources).toContain("['message', 'app_mention'] as const");
  });
});
