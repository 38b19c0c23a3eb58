import { expect, test } from 'vitest';
import { byWhom, personSpan, said, spanText, withButtons } from '../../../../src/text/narrate/spans.ts';
import { sayButton } from '../../../../src/text/card/button.ts';
import { alice } from '../../../support/core/sample-goal.ts';
import { wordsOf } from '../../../support/core/words-of.ts';

test('people are mentioned where the platform has mentions, else named', () => {
  expect(personSpan(alice)).toEqual({ person: 'U1', label: 'alice' });
  expect(personSpan({ platform: 'local', user: 'me' })).toBe('local');
});

test('what nobody did has no name behind it', () => {
  expect(byWhom(undefined, 'Paused')).toEqual(['Paused.']);
  expect(byWhom(alice, 'Paused')).toEqual(['Paused by ', { person: 'U1', label: 'alice' }, '.']);
});

test('small print appears when there is any', () => {
  expect(wordsOf(said('warn', 'a', ['b'], ['c']))).toBe('a\nb\nc');
  expect(said('warn', 'a', ['b']).blocks).toHaveLength(1);
});

test('controls stand under what is said, and no empty row does', () => {
  const bare = said('info', 'x', ['y']);
  expect(withButtons(bare, [])).toEqual(bare);
  expect(withButtons(bare, [sayButton('G-1')]).blocks.at(-1)).toMatchObject({ type: 'buttons' });
});

test('every span has words', () => {
  const spans = [
    'a',
    { bold: 'b' },
    { code: 'c' },
    { link: 'https://x.test', label: 'd' },
    { person: 'U1', label: 'e' },
  ];
  expect(spans.map(spanText).join('')).toBe('abcde');
});
