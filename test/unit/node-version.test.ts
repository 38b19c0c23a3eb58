import { expect, test } from 'vitest';

interface NodeVersion {
  readonly isNewEnough: (version: string) => boolean;
  readonly neededNode: string;
}

// Plain JavaScript has no types; the name is a variable so that nobody looks for them.
const path = '../../src/node-version.js';
const { isNewEnough, neededNode }: NodeVersion = await import(path);

test.each(['24.12.0', '24.21.0', '24.100.1', '25.0.0', '100.0.0'])('Node %s is new enough', (version) => {
  expect(isNewEnough(version)).toBe(true);
});

test.each(['24.11.1', '24.2.0', '24.9.12', '23.99.0', '20.20.2', '12.22.12', '0.10.48'])(
  'Node %s is too old',
  (version) => {
    expect(isNewEnough(version)).toBe(false);
  },
);

test('the version that is asked for is new enough itself', () => {
  expect(isNewEnough(`${neededNode}.0`)).toBe(true);
});
