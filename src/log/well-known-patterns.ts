/** `keep`: the first group is a label (`Bearer `) that stays, so that a reader sees what was taken out. */
interface CredentialPattern {
  readonly pattern: RegExp;
  readonly keep?: boolean;
}

/**
 * Credentials that tell by their shape what they are, so that they are taken out even when nobody told drover of them.
 * Each pattern takes linear time: no nested repetition.
 */
export const wellKnownPatterns: readonly CredentialPattern[] = [
  // PEM, with real line ends or JSON-escaped ones; a block whose end was cut off goes as far as it looks like base64.
  {
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[\s\S]{0,20000}?-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|(?:[A-Za-z0-9+/=\s]|\\[rn])*)/g,
  },
  // Slack: bot, user, app, refresh, configuration and workflow tokens; incoming webhook URLs.
  { pattern: /\bxox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]{8,}/g },
  { pattern: /\bxapp-[A-Za-z0-9-]{8,}/g },
  { pattern: /(\bhooks\.slack\.com\/(?:services|workflows|triggers)\/)[A-Za-z0-9/_-]{8,}/g, keep: true },
  // Anthropic and OpenAI.
  { pattern: /\bsk-(?:ant|proj|svcacct|admin|or)-[A-Za-z0-9_-]{8,}/g },
  { pattern: /\bsk-[A-Za-z0-9]{20,}/g },
  // GitHub: classic tokens (ghp gho ghu ghs ghr) and fine-grained ones; GitLab personal tokens.
  { pattern: /\bgh[pousr]_[A-Za-z0-9]{16,}/g },
  { pattern: /\bgithub_pat_\w{16,}/g },
  { pattern: /\bglpat-[\w-]{16,}/g },
  // AWS access key ids, Google API keys, npm tokens, JSON web tokens.
  { pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g },
  { pattern: /\bAIza[\w-]{35}/g },
  { pattern: /\bnpm_[A-Za-z0-9]{30,}/g },
  { pattern: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/g },
  // Authorization headers as headers, in JSON or in a command line; a bare "Bearer …" when what follows looks like no word.
  {
    pattern:
      /(\b(?:proxy-)?authorization\\?["']?\s*[:=]\s*\\?["']?(?:[a-z]{3,10}\s+)?)(?!bearer\b|basic\b)[\w.~+/=-]{4,}/gi,
    keep: true,
  },
  { pattern: /(\bbearer\s+)(?=\S{0,200}\d)[\w.~+/=-]{8,}/gi, keep: true },
  {
    pattern: /(\b(?:x-api-key|private-token|x-goog-api-key)["']?\s*[:=]\s*["']?)[\w.~+/=-]{8,}/gi,
    keep: true,
  },
  // The password in a URL.
  { pattern: /(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:@"'\\]{0,100}:)[^\s/@"'\\]{1,300}(?=@)/gi, keep: true },
];
