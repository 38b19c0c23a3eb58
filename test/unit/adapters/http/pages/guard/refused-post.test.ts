import { expect, test } from 'vitest';
import { refusedPost } from '../../../../../../adapters/http/pages/guard/refused-post.ts';

test.each([
  [{ origin: 'http://127.0.0.1:1' }, true],
  [{ origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-origin' }, true],
  [{ 'sec-fetch-site': 'same-origin' }, true],
  [{}, false],
  [{ 'sec-fetch-site': 'cross-site' }, false],
  [{ 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:1' }, false],
  [{ 'sec-fetch-site': 'none' }, false],
])('a form with %j is taken: %j', (headers, taken) => {
  expect(refusedPost(headers) === undefined).toBe(taken);
});
