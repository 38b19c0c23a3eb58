import { describe, expect, it } from 'vitest';
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
    expect(text.match(/https:\/\/bots\.test\/slack\/events/gu)).toHaveLength(2);
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
});
