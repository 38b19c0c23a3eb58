/** Where the server is, and who drover is there. */
export interface NatsAddress {
  /** `nats://host:4222`, without user and password. */
  readonly server: string;
  readonly tls: boolean;
  readonly user?: string;
  readonly pass?: string;
  readonly token?: string;
}

/** Takes `nats://user:password@host:4222` apart; a lone user is a token. undefined: it is no such address. */
export function natsAddress(text: string): NatsAddress | undefined {
  const withScheme = text.includes('://') ? text : `nats://${text}`;
  if (!URL.canParse(withScheme)) return undefined;
  const { protocol, hostname, port, username, password } = new URL(withScheme);
  if (!['nats:', 'tls:'].includes(protocol) || hostname === '') return undefined;
  const server = `${hostname}:${port === '' ? '4222' : port}`;
  const tls = protocol === 'tls:';
  if (username === '') return { server, tls };
  if (password === '') return { server, tls, token: decoded(username) };
  return { server, tls, user: decoded(username), pass: decoded(password) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone percent sign: it is meant as it stands.
    return text;
  }
}
