import type { Json } from './things.ts';

/**
 * What goes wrong, with which route (default: all) in which channel (default: all), how often. A `route` is a name of
 * the table in `rest/routes.ts`, such as `message.create`, or `gateway.hello` and `gateway.ack`.
 */
export interface Fault {
  readonly kind:
    | 'rate-limit'
    | 'error'
    | 'http-500'
    | 'store-then-500'
    | 'store-then-drop'
    | 'store-then-reset'
    | 'hang'
    | 'not-json';
  readonly route?: string | undefined;
  readonly channel?: string | undefined;
  /** For `error`: Discord's code, such as 50001, and the HTTP status that comes with it (default 403). */
  readonly code?: number | undefined;
  readonly status?: number | undefined;
  /** For `rate-limit`: seconds. */
  readonly retryAfter?: number | undefined;
  readonly scope?: 'user' | 'shared' | 'global' | undefined;
  times: number;
}

/** A request to the REST interface. `outcome` is `ok`, a code of Discord, or the kind of the fault. */
export interface ApiCall {
  readonly route: string;
  readonly channel: string | undefined;
  readonly body: Json;
  readonly status: number;
  readonly outcome: string;
  /** The emulator's time. */
  readonly at: number;
}

/** Something that Discord forbids, or that would have harmed somebody: never acceptable from drover. */
export interface Violation {
  readonly kind:
    | 'limit'
    | 'mention'
    | 'masked-link'
    | 'late-response'
    | 'expired-token'
    | 'rate-headers-ignored'
    | 'bad-command';
  readonly detail: string;
  readonly channel?: string | undefined;
}

/** Something that looks wrong and need not be, such as the same words twice in a minute. */
export interface Suspicion {
  readonly kind: 'same-content';
  readonly detail: string;
  readonly channel: string;
}

/** `off`: nobody is counted; `real`: Discord's windows; a number: its windows, that many times as long. */
export type RateMode = 'off' | 'real' | number;
