import { expect, test } from 'vitest';
import { codeFrom, linkKey, readCode } from '../../../../src/policy/access/link-code.ts';

test('a code has eight characters that nobody mistakes, and is read however it is typed', () => {
  const code = codeFrom('f47ac10b-58cc-4372-a567-0e02b2c3d479');
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
  expect(readCode(code.toLowerCase())).toBe(code);
  expect(readCode(`${code.slice(0, 4)}-${code.slice(4)}`)).toBe(code);
  expect(readCode('o1iL2345')).toBe('01112345');
});

test('what is no code is told', () => {
  expect(['', '1234567', '123456789', 'UUUUUUUU', 'G-1'].map(readCode)).toEqual(
    Array.from({ length: 5 }, () => undefined),
  );
});

test('two UUIDs that differ in any random digit give two codes', () => {
  const code = codeFrom('00000000-0000-4000-8000-000000000000');
  expect(codeFrom('00000001-0000-4000-8000-000000000000')).not.toBe(code);
  expect(codeFrom('80000000-0000-4000-8000-000000000000')).not.toBe(code);
  expect(codeFrom('00000000-0000-4000-8000-010000000000')).not.toBe(code);
});

test('a link bears one name, whoever began it', () => {
  expect(linkKey('slack:U1', 'discord:1')).toBe(linkKey('discord:1', 'slack:U1'));
});
