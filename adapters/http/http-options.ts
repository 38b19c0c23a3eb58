import type { Origin } from '../../src/domain/origin.ts';
import type { Redactor } from '../../src/log/redact.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Intake } from '../../src/ports/chat/intake.ts';
import type { Logger } from '../../src/ports/logger.ts';
import type { Triggers } from '../../src/ports/triggers.ts';
import type { Random } from '../../src/ports/random.ts';
import type { Content } from '../../src/domain/surface/content.ts';
import type { WebOptions } from './pages/web-options.ts';
import type { Reader } from './reader.ts';

/** Something drover cannot work without, and whether it is there. */
export interface Dependency {
  readonly name: string;
  readonly ok: boolean;
  /** Why not, or how it is: `connected`. */
  readonly reason: string;
}

/** A request handed on with its bytes untouched, for whoever checks a signature over them. */
export interface RawRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly rawBody: Buffer;
}
export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}
export type RawHandler = (request: RawRequest) => Promise<RawResponse>;

/** How callers of a trigger are known, and how much they may send. */
export interface TriggerDoor {
  readonly scheme: 'hmac256' | 'token';
  readonly secret: string;
  /** Bytes. */
  readonly bodyLimit: number;
  readonly ratePerMin: number;
}

export interface HttpServerOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Bearer token of `/api`. */
  readonly token: string;
  readonly intake: Intake;
  readonly reader: Reader;
  /** Where goals given over HTTP belong: their thread is shown there. */
  readonly place: Origin;
  /** What `/readyz` tells. */
  readonly readiness: () => Promise<readonly Dependency[]>;
  /** `POST /slack/events`; absent while Slack is not configured. */
  readonly slack?: RawHandler;
  /** `POST /discord/interactions`; absent while Discord over HTTP is not configured. */
  readonly discord?: RawHandler;
  /** The pages for people; absent: there are none. */
  readonly web?: WebOptions;
  /** `POST /hooks/<name>`; absent: there are none. */
  readonly triggers?: Triggers & { readonly doors: Readonly<Record<string, TriggerDoor>> };
  /** An answer as plain text, for the field `text`. */
  readonly renderText: (content: Content) => string;
  /** Everything that leaves passes it. */
  readonly redact: Redactor;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

export interface HttpServer {
  /** Listens; answers the address: `http://127.0.0.1:8787`. */
  start(): Promise<{ readonly url: string }>;
  /** Takes nothing new, ends event streams, waits for what is being answered, at most five seconds. */
  stop(): Promise<void>;
}

/** Bytes of a request body. */
export const bodyLimit = 1024 * 1024;
