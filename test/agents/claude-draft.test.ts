import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { findClaude } from '../support/agents/real-claude.ts';
import { openWholeClaude, turnsAsked, type WholeClaude } from '../support/agents/whole-claude.ts';

const claude = findClaude() ?? '';

let whole: WholeClaude | undefined;
afterEach(() => whole?.close());

const goal = { title: 'Mend the cart', description: 'The sum is wrong.', acceptance: [], priority: 3 };

test.skipIf(claude === '')(
  'without a helper model the real Claude Code makes a draft, in an empty folder, under its own limits',
  async () => {
    whole = await openWholeClaude(claude, [{ text: `Here:\n\`\`\`json\n${JSON.stringify(goal)}\n\`\`\`` }]);
    const draft = await whole.drover.verb('draft', { text: 'the cart is wrong' });
    expect(draft).toMatchObject({ ok: true, data: { title: goal.title, by: 'claude' } });
    const [asked] = turnsAsked(whole);
    expect(asked?.raw).toContain('the cart is wrong');
    expect(asked?.raw).toContain(join(whole.installation.home, 'drafts'));
    expect(await readdir(join(whole.installation.home, 'drafts'))).toEqual([]);
  },
);
