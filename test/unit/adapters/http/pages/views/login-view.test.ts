import { expect, test } from 'vitest';
import { textOf } from '../../../../../../adapters/http/pages/html.ts';
import { loginView } from '../../../../../../adapters/http/pages/views/login-view.ts';

test('the way in asks for the token, hidden while it is typed, and keeps where to go', () => {
  const text = textOf(loginView('/goals/G-1', undefined)).replaceAll(/\s+/g, ' ');
  expect(text).toContain('name="next" value="/goals/G-1"');
  expect(text).toMatch(/name="token" type="password" required/);
  expect(text).not.toContain('role="alert"');
});

test('a problem is told at once to those who do not see it', () => {
  expect(textOf(loginView('/', 'No.'))).toContain('role="alert"');
});
