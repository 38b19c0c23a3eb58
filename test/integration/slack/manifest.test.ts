import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formShortcuts, verbShortcuts } from '../../../adapters/chat/slack/receive/on-shortcut.ts';
import {
  agentEventScopes,
  agentMethodScopes,
  eventScopes,
  methodScopes,
  slackManifest,
} from '../../../adapters/chat/slack/manifest.ts';

const folder = new URL('../../../adapters/chat/slack/', import.meta.url);
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n');

describe('the app manifest and the code', () => {
  it('agree on the methods that are called', () => {
    const called = [...sources.matchAll(/\bclient\.(\w+(?:\.\w+)+)\(/gu)].map((call) => call[1] ?? '');
    // The last is called with the app token, whose scope no manifest can ask for.
    const known = [...Object.keys(methodScopes), ...Object.keys(agentMethodScopes), 'apps.connections.open'];
    expect([...new Set(called)].toSorted()).toEqual(known.toSorted());
  });

  it('agree on the events that are listened to', () => {
    const known = [...Object.keys(eventScopes), ...Object.keys(agentEventScopes)];
    const kinds = new Set(known.map((name) => name.replace(/\..*/u, '')));
    const single = [...sources.matchAll(/app\.event\('(\w+)'/gu)].map((call) => call[1] ?? '');
    expect(sources).toContain("['message', 'app_mention'] as const");
    expect([...kinds].toSorted()).toEqual([...single, 'message', 'app_mention'].toSorted());
  });

  it('agree on the shortcuts', () => {
    const offered = z
      .object({ features: z.object({ shortcuts: z.array(z.object({ callback_id: z.string() })) }) })
      .parse(slackManifest({ socket: true })).features.shortcuts;
    expect(offered.map((one) => one.callback_id).toSorted()).toEqual(
      [...formShortcuts, ...verbShortcuts.keys()].toSorted(),
    );
  });
});
