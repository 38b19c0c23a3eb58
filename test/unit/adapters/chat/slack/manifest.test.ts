import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventScopes, methodScopes, slackManifest } from '../../../../../adapters/chat/slack/manifest.ts';

describe('the app manifest', () => {
  it('asks for the scopes of those methods, of its events and of commands, and for nothing else', () => {
    const needed = ['commands', ...Object.values(methodScopes).flat(), ...Object.values(eventScopes).flat()];
    expect(slackManifest({ socket: true })).toMatchObject({
      oauth_config: { scopes: { bot: [...new Set(needed)].toSorted() } },
    });
  });

  it('has addresses for HTTP, below the one given', () => {
    const text = JSON.stringify(slackManifest({ url: 'https://bots.test/', socket: false }));
    expect(text.match(/https:\/\/bots\.test\/slack\/events/gu)).toHaveLength(3);
    expect(text).toContain('"socket_mode_enabled":false');
  });

  it('has no address at all for Socket Mode', () => {
    const text = JSON.stringify(slackManifest({ url: 'https://bots.test', socket: true }));
    expect(text).not.toContain('https://');
    expect(text).toContain('"socket_mode_enabled":true');
  });

  it('lets Slack mark users and channels in commands, so that they can be told from text', () => {
    expect(slackManifest({ socket: true })).toMatchObject({
      features: { slash_commands: [{ command: '/goal', should_escape: true }] },
    });
  });

  it('declares the app an agent only when that is wanted, with its event and its scope', () => {
    const plain = JSON.stringify(slackManifest({ socket: true }));
    expect(plain).not.toMatch(/agent_view|assistant:write|agent_session_stopped/u);
    expect(slackManifest({ socket: true, agent: true })).toMatchObject({
      features: { agent_view: {} },
      oauth_config: { scopes: { bot: expect.arrayContaining(['assistant:write']) } },
      settings: {
        event_subscriptions: { bot_events: expect.arrayContaining(['agent_session_stopped']) },
      },
    });
  });

  it('switches buttons, forms and the home page on, within Slack’s lengths', () => {
    const manifest = slackManifest({ socket: true });
    expect(manifest).toMatchObject({
      features: { app_home: { home_tab_enabled: true } },
      settings: { interactivity: { is_enabled: true } },
    });
    const shortcut = z.object({ name: z.string().max(24), description: z.string().max(150) });
    const { features } = z
      .object({ features: z.object({ shortcuts: z.array(shortcut).max(10) }) })
      .parse(manifest);
    expect(features.shortcuts).toHaveLength(4);
  });
});
