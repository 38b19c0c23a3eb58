/** A credential that tells by its shape what it is. */
export interface TokenShape {
  /** For people: what was found. */
  readonly name: string;
  readonly pattern: RegExp;
}

/**
 * What the redactor of the log does not look for by itself. The shapes are those that the vendors document and that
 * gitleaks looks for (github.com/gitleaks/gitleaks, config/gitleaks.toml); linear, without nested repetition.
 * A note is refused for one match, so a shape has to be unlikely in prose.
 */
export const tokenShapes: readonly TokenShape[] = [
  { name: 'a private key', pattern: /-----BEGIN[ A-Z0-9_-]{0,60}PRIVATE KEY/ },
  { name: 'an age secret key', pattern: /AGE-SECRET-KEY-1[0-9A-Z]{20,}/ },
  { name: 'an AWS access key id', pattern: /\b(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/ },
  { name: 'a Stripe key', pattern: /\b[sr]k_(?:live|test|prod)_[A-Za-z0-9]{10,}/ },
  { name: 'a SendGrid key', pattern: /\bSG\.[\w-]{16,}\.[\w-]{16,}/ },
  { name: 'a Twilio key', pattern: /\bSK[0-9a-fA-F]{32}\b/ },
  { name: 'a Hugging Face token', pattern: /\b(?:hf|api_org)_[A-Za-z]{30,}/ },
  { name: 'a PyPI token', pattern: /\bpypi-[A-Za-z0-9_-]{30,}/ },
  { name: 'a Docker token', pattern: /\bdckr_(?:pat|oat)_[\w-]{20,}/ },
  { name: 'a DigitalOcean token', pattern: /\bdo[opr]_v1_[0-9a-f]{32,}/ },
  { name: 'a GitLab token', pattern: /\bgl(?:pat|ptt|dt|rt|cbt|ft|soat|imt|agent)-[\w-]{16,}/ },
  { name: 'a Vault token', pattern: /\bhv[sbr]\.[\w-]{20,}/ },
  { name: 'a Shopify token', pattern: /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/ },
  { name: 'a Databricks token', pattern: /\bdapi[0-9a-f]{32}\b/ },
  { name: 'a Linear key', pattern: /\blin_api_[A-Za-z0-9]{30,}/ },
  { name: 'a Notion token', pattern: /\b(?:ntn_|secret_)[A-Za-z0-9]{40,}/ },
  { name: 'an Azure client secret', pattern: /[\w.~]{3}\dQ~[\w.~-]{31,34}/ },
  { name: 'a Google OAuth secret', pattern: /\bGOCSPX-[\w-]{20,}/ },
  { name: 'a Telegram bot token', pattern: /\b\d{6,12}:AA[\w-]{30,}/ },
  { name: 'a Discord bot token', pattern: /\b[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,}/ },
];

/** `password: x7f…`: a name that says secret, and a value of letters and digits that is no word. */
const assignment =
  /(?<![A-Za-z])(?:password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|credential)s?["'`*]{0,3}(?:\s{0,3}(?:is|:=|=>|[:=])){1,2}\s{0,3}["'`]{0,3}([^\s"'`]{12,200})/gi;

/** The name of the first shape that is in a text. */
export function tokenIn(text: string): string | undefined {
  const shape = tokenShapes.find(({ pattern }) => pattern.test(text));
  if (shape !== undefined) return shape.name;
  const assigned = [...text.matchAll(assignment)].some(([, value = '']) => looksRandom(value));
  return assigned ? 'an assigned secret' : undefined;
}

/** Letters and digits mixed, and neither a path, an address, a variable nor a call. */
const looksRandom = (value: string): boolean =>
  /\d/.test(value) && /[A-Za-z]/.test(value) && !/[/$<>{}()[\]]|\.\w{1,4}$/.test(value);
