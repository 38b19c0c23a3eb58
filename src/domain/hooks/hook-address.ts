/** Names of this machine that plain HTTP may be used to: nothing listens in between. */
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Why drover does not call that address; undefined when it does. */
export function webhookProblem(url: string): string | undefined {
  if (!URL.canParse(url)) return 'is no URL';
  const { protocol, hostname, username, password } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return 'is no http(s) URL';
  if (username !== '' || password !== '')
    return 'holds a user or a password, which would be stored and shown';
  if (protocol === 'http:' && !loopback.test(hostname))
    return 'is not encrypted: https is needed but for this machine';
  return undefined;
}

/** Why nothing can be published there; undefined when it can. Source: docs.nats.io, Subject-Based Messaging. */
export function subjectProblem(subject: string): string | undefined {
  if (subject.length > 200) return 'is longer than 200 characters';
  if (/[\s*>]/.test(subject)) return 'holds a space or a wildcard';
  if (!/^[\x21-\x7e]+$/.test(subject)) return 'holds letters beyond ASCII';
  if (subject.split('.').includes('')) return 'has an empty part between its dots';
  return subject.startsWith('$') || subject.startsWith('_INBOX.') ? 'belongs to the server' : undefined;
}
