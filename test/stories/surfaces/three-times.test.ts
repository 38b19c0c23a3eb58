import { expect, test, vi } from 'vitest';
import { openDiscordSurface } from '../../support/surfaces/discord-surface.ts';
import { gistOf, openPlay, playGoal, type Play } from '../../support/surfaces/play-goal.ts';
import { openRepeater, type Repeater } from '../../support/surfaces/repeater.ts';
import { openSlackSurface } from '../../support/surfaces/slack-surface.ts';
import type { Surface } from '../../support/surfaces/surface.ts';
import { factsOf } from '../../support/whole/goals.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

/** drover is killed; everything that ever came is delivered to the one that comes after it. */
async function die(play: Play, repeater: Repeater): Promise<void> {
  await play.drover.end('SIGKILL');
  const replayed = repeater.replay();
  play.drover = await play.installation.start(play.surface.env);
  repeater.aim(play.drover.url);
  await replayed;
}

/** Everything that comes as a request comes three times at once, and all of it again after each of two deaths. */
async function playThrice(surface: Surface) {
  const repeater = await openRepeater();
  const play = await openPlay(surface);
  try {
    repeater.aim(play.drover.url);
    surface.reach(repeater.url);
    const played = await playGoal(play, async (step) => {
      if (step === 'say' || step === 'resume') await die(play, repeater);
      else await repeater.replay();
    });
    const again = await play.installation.start(surface.env);
    const facts = await factsOf(again, played.goal.handle);
    const { goals } = (await again.get('/api/goals?all=1')) as { goals: readonly unknown[] };
    return { ...played, facts, goals: goals.length, delivered: repeater.delivered() };
  } finally {
    await repeater.close();
    await play.installation.remove();
  }
}

test.concurrent.each([
  { name: 'Slack', open: () => openSlackSurface('http') },
  { name: 'Discord', open: () => openDiscordSurface('http') },
])('$name delivers everything three times, and again across two kills: one effect each', async ({ open }) => {
  const surface = await open();
  try {
    const { goal, thread, facts, goals, delivered } = await playThrice(surface);
    process.stdout.write(`${surface.name}: ${delivered} deliveries\n`);
    expect(goals).toBe(1);
    expect(goal).toMatchObject({ state: 'done', messages: [{ state: 'acknowledged' }] });
    const wishes = facts.flatMap(({ type }) =>
      /^(?:paused|resumed|answered|interrupted)$/u.test(type) ? [type] : [],
    );
    expect(wishes.toSorted()).toEqual(['answered', 'interrupted', 'paused', 'resumed']);
    const said = gistOf(thread).slice(1);
    expect(said).toEqual([...new Set(said)]);
    expect(surface.violations()).toEqual([]);
  } finally {
    await surface.close();
  }
});
