import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../../../src/ports/clock.ts';
import type { Random } from '../../../../src/ports/random.ts';

/** How long a login lasts, in milliseconds. */
const lastsMs = 7 * 24 * 60 * 60 * 1000;

/** Logins to the pages. A login outlives a restart of drover, and ends when the token is another one. */
export interface Sessions {
  /** Whether this is the token. Takes as long whatever was given. */
  isToken(given: string): boolean;
  /** The `Set-Cookie` header of a new login. */
  begin(): string;
  /** The id of the login that a `Cookie` header bears; undefined when it bears none that counts. */
  idIn(header: string | undefined): string | undefined;
  /** Ends a login; answers the `Set-Cookie` header that takes the cookie away. */
  end(id: string): string;
}

interface Keys {
  readonly token: string;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * The cookie bears when it ends, a random id and a signature of both by a key made from the token: the token itself
 * never reaches a cookie. Logins that were ended are remembered until drover ends; the browser has forgotten them by then.
 */
export function createSessions({ token, clock, random }: Keys): Sessions {
  const key = createHmac('sha256', token).update('drover pages 1').digest();
  const sign = (text: string): string => createHmac('sha256', key).update(text).digest('base64url');
  // Cookies of one host are shared by all its ports: two drovers must not take each other's.
  const name = `drover_${sign('name')
    .replaceAll(/[^a-zA-Z0-9]/g, '')
    .slice(0, 8)}`;
  const ended = new Set<string>();
  return {
    isToken: (given) => same(given, token),
    begin: () => {
      const ticket = `${clock.now() + lastsMs}.${random.uuid()}`;
      return `${name}=${ticket}.${sign(ticket)}; Path=/; Max-Age=${lastsMs / 1000}; HttpOnly; SameSite=Strict`;
    },
    idIn: (header) => {
      const [until = '', id = '', signature = ''] = cookieIn(header, name).split('.');
      const counts = same(signature, sign(`${until}.${id}`)) && Number(until) > clock.now() && !ended.has(id);
      return counts ? id : undefined;
    },
    end: (id) => {
      ended.add(id);
      return `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict`;
    },
  };
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

const same = (a: string, b: string): boolean => timingSafeEqual(digestOf(a), digestOf(b));

function cookieIn(header: string | undefined, name: string): string {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
}
