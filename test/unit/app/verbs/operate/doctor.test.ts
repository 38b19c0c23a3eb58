import { expect, test } from 'vitest';
import type { Origin } from '../../../../../src/domain/origin.ts';
import type { Finding } from '../../../../../src/ports/doctor.ts';
import { createTestWorld, sampleInstallation } from '../../../../support/core/verb-world.ts';
import { wordsOf } from '../../../../support/core/words-of.ts';

const findings: Finding[] = [
  { name: 'store', status: 'ok', detail: 'writable' },
  { name: 'Slack scopes', status: 'fail', detail: 'missing: files:read', hint: 'Install it again.' },
  { name: 'public address', status: 'unknown', detail: 'cannot be told' },
  { name: 'Discord', status: 'off', detail: 'not configured' },
];

function open(found: Finding[]) {
  const places: Origin[] = [];
  const installation = sampleInstallation();
  const access = { ...installation.access, admin: ['slack:UADMIN'] };
  const world = createTestWorld(
    { ...installation, access },
    {
      doctor: async (place) => {
        places.push(place);
        return found;
      },
    },
  );
  const doctor = (user: string) => world.ask('doctor', { actor: { platform: 'slack', user }, channel: 'C7' });
  return { places, doctor };
}

test('doctor tells an admin what it found, at the place where it was asked', async () => {
  const { places, doctor } = open(findings);
  const given = await doctor('UADMIN');
  const words = wordsOf(given.content);
  expect(given.ok).toBe(true);
  expect(given.content).toMatchObject({ tone: 'bad', title: '1 of 4 checks failed' });
  for (const part of ['✔ store', '✘ Slack scopes', 'Install it again.', '? public address', 'Off: Discord'])
    expect(words.replaceAll('*', '')).toContain(part);
  expect(places[0]?.channel).toBe('C7');
});

test('what cannot be told is not called good', async () => {
  expect((await open(findings.slice(0, 1)).doctor('UADMIN')).content.tone).toBe('good');
  expect((await open(findings.slice(2, 3)).doctor('UADMIN')).content.tone).toBe('warn');
});

test('nobody but admins of the whole installation has it look', async () => {
  const { places, doctor } = open(findings);
  expect(await doctor('U1')).toMatchObject({ ok: false, code: 'ACCESS_DENIED' });
  expect(places).toEqual([]);
});
