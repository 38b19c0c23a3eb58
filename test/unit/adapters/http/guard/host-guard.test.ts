import { describe, expect, it } from 'vitest';
import { refusedHost } from '../../../../../adapters/http/guard/host-guard.ts';

describe('host guard', () => {
  it.each(['127.0.0.1:8787', 'localhost:8787', 'LOCALHOST', '[::1]:8787', '127.0.0.5:1'])(
    'serves %s when bound to loopback',
    (host) => {
      expect(refusedHost('127.0.0.1', { host })).toBeUndefined();
    },
  );

  it.each([
    'evil.example:8787',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '10.0.0.1',
    '',
    undefined,
    'a b',
    'x@localhost',
  ])('refuses the host %j when bound to loopback', (host) => {
    expect(refusedHost('127.0.0.1', { host })).toBeTypeOf('string');
    expect(refusedHost('::1', { host })).toBeTypeOf('string');
    expect(refusedHost('localhost', { host })).toBeTypeOf('string');
  });

  it('serves any name when bound to other addresses', () => {
    expect(refusedHost('0.0.0.0', { host: 'drover.example' })).toBeUndefined();
  });

  it('refuses a foreign page, a sandboxed one and nonsense as origin, on every address', () => {
    const host = 'localhost:8787';
    const refused = ['https://evil.example', 'null', 'file:///x', 'nonsense', 'http://localhost:9999'].map(
      (origin) =>
        [refusedHost('127.0.0.1', { host, origin }), refusedHost('0.0.0.0', { host, origin })].every(Boolean),
    );
    expect(refused).toEqual([true, true, true, true, true]);
  });

  it("serves drover's own page", () => {
    expect(
      refusedHost('127.0.0.1', { host: 'localhost:8787', origin: 'http://localhost:8787' }),
    ).toBeUndefined();
    expect(
      refusedHost('0.0.0.0', { host: 'drover.example', origin: 'https://drover.example' }),
    ).toBeUndefined();
  });
});
