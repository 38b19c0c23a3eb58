import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openDiscordSurface } from '../../support/surfaces/discord-surface.ts';
import { gistOf, openPlay, playGoal, transcriptOf, type Played } from '../../support/surfaces/play-goal.ts';
import { openSlackSurface } from '../../support/surfaces/slack-surface.ts';
import type { Surface } from '../../support/surfaces/surface.ts';

vi.setConfig({ testTimeout: 150_000, hookTimeout: 60_000 });

/** With this variable the transcripts are written there, to be laid side by side. */
const folder = process.env['DROVER_TRANSCRIPTS'];

const openers: readonly (() => Promise<Surface>)[] = [
  () => openSlackSurface('http'),
  () => openSlackSurface('socket'),
  () => openDiscordSurface('gateway'),
  () => openDiscordSurface('http'),
];

async function toItsEnd(surface: Surface): Promise<Played> {
  const play = await openPlay(surface);
  try {
    return await playGoal(play);
  } finally {
    await play.installation.remove();
  }
}

test('one goal by four ways: what people see, press and get is the same everywhere', async () => {
  const surfaces = await Promise.all(openers.map((open) => open()));
  try {
    const played: Played[] = [];
    // One after the other: four programs that start at once take longer than people wait.
    for (const surface of surfaces) played.push(await toItsEnd(surface));
    if (folder !== undefined) await keep(surfaces, played, folder);
    const [first, ...others] = played.map(({ thread }) => gistOf(thread));
    for (const other of others) expect(other).toEqual(first);
    for (const { goal, thread } of played) {
      expect(goal).toMatchObject({ state: 'done', messages: [{ state: 'acknowledged' }] });
      expect(thread.find(({ by }) => by !== 'drover')?.signs).toHaveLength(1);
    }
    const suffered = surfaces.map((surface) => [surface.name, ...surface.violations()]);
    expect(suffered).toEqual(surfaces.map(({ name }) => [name]));
  } finally {
    await Promise.all(surfaces.map((surface) => surface.close()));
  }
});

async function keep(surfaces: readonly Surface[], played: readonly Played[], into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  for (const [index, { name }] of surfaces.entries())
    await writeFile(
      join(into, `${name.replaceAll(' ', '-')}.txt`),
      `${transcriptOf(played[index]?.thread ?? [])}\n`,
    );
}
