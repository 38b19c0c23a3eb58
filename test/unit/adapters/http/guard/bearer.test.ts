import { describe, expect, it } from 'vitest';
import { bearerCheck } from '../../../../../adapters/http/guard/bearer.ts';

describe('bearer check', () => {
  const isAuthentic = bearerCheck('right-token');

  it.each(['Bearer right-token', 'bearer right-token', 'BEARER   right-token '])('accepts %j', (header) => {
    expect(isAuthentic(header)).toBe(true);
  });

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'right-token',
    'Basic right-token',
    'Bearer wrong-token',
    'Bearer right-token2',
    'Bearer right-toke',
    'Bearer RIGHT-TOKEN',
    'Bearer right-token right-token',
    'Bearer "right-token"',
  ])('refuses %j', (header) => {
    expect(isAuthentic(header)).toBe(false);
  });

  it('refuses everything when the token is empty', () => {
    const check = bearerCheck('');
    expect(['Bearer ', 'Bearer', '', undefined, 'Bearer x'].map((header) => check(header))).toEqual(
      Array.from({ length: 5 }, () => false),
    );
  });
});
