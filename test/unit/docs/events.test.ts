import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eventTypes } from '../../../src/domain/event-record.ts';

test('docs/events.md explains every public event type, and no other', () => {
  const page = readFileSync(new URL('../../../docs/events.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z.]+)` \|/gm)].map(([, type]) => type);
  expect(new Set(rows)).toEqual(new Set(eventTypes));
  expect(rows).toHaveLength(eventTypes.length);
});
