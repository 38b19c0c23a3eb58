import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpServerOptions } from '../http-options.ts';
import { documentOf, headersOf, type Page } from './document.ts';
import { createLimiter, type Limiter } from './guard/limiter.ts';
import { createSessions, type Sessions } from './guard/sessions.ts';
import type { Forms } from './views/content.ts';
import type { WebOptions } from './web-options.ts';

export type PageOptions = HttpServerOptions & { readonly web: WebOptions };

/** What all pages share. */
export interface Pages {
  readonly options: PageOptions;
  readonly sessions: Sessions;
  /** Wrong tokens, by address. */
  readonly logins: Limiter;
  /** Forms sent, by login. */
  readonly posts: Limiter;
  /** Event streams that are open. */
  readonly streams: Set<object>;
  /** Aborted when drover stops. */
  readonly ended: AbortSignal;
}

const minuteMs = 60_000;

/** Wrong tokens and forms that are taken within a minute. */
const mostLogins = 10;
const mostPosts = 120;

export const createPages = (options: PageOptions, ended: AbortSignal): Pages => ({
  options,
  sessions: createSessions(options),
  logins: createLimiter(options.clock, mostLogins, minuteMs),
  posts: createLimiter(options.clock, mostPosts, minuteMs),
  streams: new Set(),
  ended,
});

/** Sends a page; secrets that a text may hold are taken out once more. */
export function sendPage({ options }: Pages, reply: FastifyReply, status: number, page: Page): FastifyReply {
  const nonce = options.random.uuid();
  return reply
    .code(status)
    .headers(headersOf(nonce))
    .send(options.redact(documentOf(page, nonce)));
}

/** What the forms of a page need. */
export const formsOf = ({ options }: Pages, goal?: string): Forms => ({
  key: () => options.random.uuid(),
  picture: options.web.picture,
  ...(goal === undefined ? {} : { goal }),
});

/** The login that a request bears; undefined when it bears none. */
export const loginOf = ({ sessions }: Pages, { headers }: FastifyRequest): string | undefined =>
  sessions.idIn(headers.cookie);
