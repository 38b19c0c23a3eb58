import { expect, test } from 'vitest';
import { verbTable } from '../../../../src/app/verbs/table.ts';
import { createTestWorld } from '../../../support/core/verb-world.ts';
import { wordsOf } from '../../../support/core/words-of.ts';

test('help names every verb there is, and each in detail with its flags and role', async () => {
  const { ask } = createTestWorld();
  const overview = wordsOf((await ask('')).content);
  for (const verb of verbTable.verbs) {
    expect(overview).toMatch(new RegExp(`(?:^|[\\n ·])${verb.name}(?:[\\n ]|$)`, 'u'));
    const detail = await ask(`help ${verb.name}`);
    expect(wordsOf(detail.content)).toContain(`Needs the role “${verb.role}”`);
    for (const flag of verb.flags) expect(wordsOf(detail.content)).toContain(`--${flag.name}`);
  }
  expect((await ask('help paues')).content.title).toContain('Did you mean “pause”?');
  expect(await ask('help xyzzyx')).toMatchObject({ ok: false, code: 'VERB_UNKNOWN' });
});

test('the first page of help fits a phone, says how to ask where the person is, and nothing twice', async () => {
  const { intake } = createTestWorld();
  const on = async (platform: 'slack' | 'discord' | 'local', line: string) =>
    wordsOf(
      (
        await intake({
          deliveryId: `${platform} ${line}`,
          at: 1,
          actor: { platform: 'local', user: 'me' },
          place: { platform, workspace: 'T1', channel: 'C1' },
          request: { form: 'line', line },
        })
      ).content,
    );
  const page = await on('slack', 'help');
  expect(page.split('\n').length).toBeLessThan(32);
  expect(page.match(/^run /gmu)).toHaveLength(1);
  expect(page).toContain('Slack’s slash commands do not work inside threads');
  expect(await on('discord', 'help')).toContain('completes itself');
  expect(await on('local', 'help')).toContain('drover goal VERB');
  expect(await on('local', 'help pause')).toContain('drover goal pause [G-1]');
  const typed = await on('discord', 'help run');
  expect(typed).toContain('accept a command');
  expect(typed).not.toContain('--accept');
});
