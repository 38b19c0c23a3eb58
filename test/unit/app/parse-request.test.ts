import { expect, test } from 'vitest';
import { parseRequest } from '../../../src/app/parse-request.ts';

test.each(['R-7K2M4Q', 'r-7k2m4q', ' R-7K2M4Q '])('the request may be typed as %s', (text) => {
  expect(parseRequest(text)).toBe('R-7K2M4Q');
});

test('letters that look like digits are read as digits', () => {
  expect(parseRequest('R-OIl000')).toBe('R-011000');
});

test.each(['', 'R-', 'R-7K2M4', 'R-7K2M4QX', '7K2M4Q', 'G-123456', 'R-7K2M4U', 'R-7K2M4Q\nR-000000'])(
  '“%s” is none',
  (text) => {
    expect(parseRequest(text)).toBeUndefined();
  },
);
