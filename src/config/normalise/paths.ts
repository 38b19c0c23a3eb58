import { isAbsolute, resolve } from 'node:path';

/** Where relative paths start, and what `~` means. */
export interface Places {
  readonly folder: string;
  /** The operator's HOME; absent: `~` is left as it is. */
  readonly userHome?: string;
}

/** An absolute path: `~/…` from the operator's home, anything relative from `folder`. */
export function absolutePath(path: string, { folder, userHome }: Places): string {
  if (userHome !== undefined && (path === '~' || path.startsWith('~/')))
    return resolve(userHome, path.slice(2));
  return resolve(folder, path);
}

/** Whether git would take it for a remote: `https://…`, `ssh://…`, `git@host:path`. */
export const isRemote = (source: string): boolean =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(source) || (!isAbsolute(source) && /^[^\s/:]+:(?!\\)/.test(source));

/** A source as git takes it: URLs as they are, paths absolute. */
export const absoluteSource = (source: string, places: Places): string =>
  isRemote(source) ? source : absolutePath(source, places);
