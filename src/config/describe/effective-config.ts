import type { Config } from '../config.ts';
import { namesSecret } from '../environment-variables.ts';
import { maskedValue } from '../parse/show-value.ts';

/** Secrets shorter than this are only masked where they stand alone; inside other text they could be any word. */
const shortestInside = 8;

/** The configuration as `drover config` shows it: plain data without a secret in it. */
export function effectiveConfig(config: Config): Record<string, unknown> {
  const { secrets, childEnvironment, operatorEnvironment, ...shown } = config;
  const hide = hider(secrets);
  return {
    ...plainRecord(masked(shown, hide)),
    childEnvironment: Object.keys(childEnvironment).toSorted(),
    operatorEnvironment: Object.keys(operatorEnvironment).toSorted(),
  };
}

type Hide = (text: string) => string;

function hider(secrets: readonly string[]): Hide {
  const inside = secrets.filter((secret) => secret.length >= shortestInside);
  const longestFirst = inside.toSorted((a, b) => b.length - a.length);
  return (text) =>
    secrets.includes(text)
      ? maskedValue
      : longestFirst.reduce((left, secret) => left.replaceAll(secret, maskedValue), text);
}

/** A deep copy with secrets masked: by value everywhere, and under keys that are called like one. */
function masked(value: unknown, hide: Hide): unknown {
  if (typeof value === 'string') return hide(value);
  if (Array.isArray(value)) return value.map((item) => masked(item, hide));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      typeof inner === 'string' && isSecretKey(key) ? maskedValue : masked(inner, hide),
    ]),
  );
}

/** `token`, `botToken`, `ANTHROPIC_API_KEY`. */
const isSecretKey = (key: string): boolean => namesSecret(key.replaceAll(/([a-z])([A-Z])/g, '$1_$2'));

const plainRecord = (value: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value ?? {}));
