import { expect, it } from 'vitest';
import {
  originAddress,
  sourceKind,
} from '../../../../../../adapters/workspace/git-worktree/mirror/source-kind.ts';

it.each([
  ['/srv/web', { kind: 'local', path: '/srv/web' }],
  ['/srv/a b/ü:x', { kind: 'local', path: '/srv/a b/ü:x' }],
  ['/srv/web/', { kind: 'local', path: '/srv/web' }],
  ['file:///srv/a%20b', { kind: 'local', path: '/srv/a b' }],
  ['https://host/x.git', { kind: 'address', address: 'https://host/x.git' }],
  ['ssh://git@host/x', { kind: 'address', address: 'ssh://git@host/x' }],
  ['git@host:x/y.git', { kind: 'address', address: 'git@host:x/y.git' }],
  ['host:x', { kind: 'address', address: 'host:x' }],
  ['ext::sh -c x', { kind: 'address', address: 'ext::sh -c x' }],
])('reads %s as git would', (source, kind) => {
  expect(sourceKind(source)).toEqual(kind);
});

it('counts relative remotes from the checkout and leaves others as they are', () => {
  expect(originAddress('../web', '/srv/clone')).toBe('/srv/web');
  for (const origin of ['/srv/web', 'file:///srv/web', 'git@host:x', 'https://host/x']) {
    expect(originAddress(origin, '/srv/clone')).toBe(origin);
  }
});
