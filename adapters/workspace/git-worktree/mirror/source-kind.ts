import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where a repository is: a folder of this machine, or an address that git reaches. */
export type SourceKind = { kind: 'local'; path: string } | { kind: 'address'; address: string };

/** How git itself would read the text: `https://…`, `ssh://…`, `host:path` and `helper::…` are addresses. */
export function sourceKind(source: string): SourceKind {
  if (/^file:\/\/\//i.test(source)) return { kind: 'local', path: fileURLToPath(source) };
  const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i.test(source) || /^[^/]+:/.test(source);
  return isAddress ? { kind: 'address', address: source } : { kind: 'local', path: path.resolve(source) };
}

/** An address as it stands in a checkout's configuration: relative paths count from the checkout. */
export function originAddress(origin: string, checkout: string): string {
  const isRelative =
    sourceKind(origin).kind === 'local' && !path.isAbsolute(origin) && !/^file:/i.test(origin);
  return isRelative ? path.resolve(checkout, origin) : origin;
}
