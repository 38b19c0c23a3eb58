import { pino, type Logger as PinoLogger } from 'pino';
import type { Logger } from '../ports/logger.ts';
import { createLogSink, type LogDestination } from './log-sink.ts';
import { plainError } from './plain-error.ts';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface LoggerOptions {
  readonly level: LogLevel;
  /** true: lines for people; false: JSON lines; absent: lines for people when `destination` is a terminal. */
  readonly pretty?: boolean;
  /** Values that must never be written; see `createRedactor`. */
  readonly secrets: readonly string[];
  /** Standard error for a program, so that standard output stays for results. */
  readonly destination: LogDestination;
}

/** The log of the program. Whatever is logged passes the redactor on its way out, stacks and causes of errors too. */
export function createLogger(options: LoggerOptions): Logger {
  const settings = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // `withPlainErrors` has made plain data of errors already; pino's own serializer would rename their type.
    serializers: { err: (plain: unknown) => plain },
    formatters: { level: (label: string) => ({ level: label }), log: withPlainErrors },
  };
  return portOf(pino(settings, createLogSink(options)));
}

function portOf(log: PinoLogger): Logger {
  return {
    debug: (fields, message) => log.debug(fields, message),
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => log.error(fields, message),
    child: (fields) => portOf(log.child(withPlainErrors({ ...fields }))),
  };
}

/** pino itself only knows errors under the key `err`, and takes an error given as the fields for one; here any key will do. */
function withPlainErrors(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, value instanceof Error ? plainError(value) : value]),
  );
}
