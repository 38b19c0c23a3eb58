import { namesSecret } from '../environment-variables.ts';

/** Stands for a secret wherever configuration is shown. */
export const maskedValue = '********';

/** Longer values are cut in problem reports. */
const longest = 80;

/** A value as a problem report shows it: one line, shortened, masked when the path or one of its keys names a secret. */
export function showValue(path: readonly PropertyKey[], value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (isSecretPath(path)) return maskedValue;
  const text = oneLine(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

function oneLine(value: unknown): string {
  try {
    return JSON.stringify(value, (key, inner: unknown) => shown(key, inner)) ?? typeof value;
  } catch {
    // A cycle, or a toJSON that throws: there is no text for it.
    return typeof value;
  }
}

/** Whatever is given to an agent's environment is treated as a secret, and every key that is called like one. */
export const isSecretPath = (path: readonly PropertyKey[]): boolean =>
  (path[0] === 'agents' && path[2] === 'env' && path.length > 3) ||
  path.some((part) => typeof part === 'string' && namesSecret(part));

function shown(key: string, value: unknown): unknown {
  if (typeof value === 'function') return '(a function)';
  if (typeof value === 'bigint') return String(value);
  return key !== '' && typeof value === 'string' && namesSecret(key) ? maskedValue : withoutPassword(value);
}

/** A URL without the password in it; anything else as it is. */
const withoutPassword = (value: unknown): unknown =>
  typeof value === 'string'
    ? value.replaceAll(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:)[^\s/@]+@/gi, `$1${maskedValue}@`)
    : value;
