import { prettyFactory } from 'pino-pretty';
import { redactValue } from './redact-value.ts';
import { createRedactor, type Redactor } from './redact.ts';
import { visibleText } from './visible-text.ts';

/** Where lines go: `process.stderr`, or anything with `write`. */
export interface LogDestination {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

interface SinkOptions {
  readonly pretty?: boolean;
  readonly secrets: readonly string[];
  readonly destination: LogDestination;
}

/** The last place every log line passes: redaction, then the shape (JSON, or lines for people). */
export function createLogSink(options: SinkOptions): { write(line: string): void } {
  const redact = createRedactor(options.secrets);
  const isTTY = options.destination.isTTY ?? false;
  const shape = (options.pretty ?? isTTY) ? forPeople(isTTY, redact) : toJson;
  return { write: (line) => void options.destination.write(shape(redactLine(line, redact))) };
}

/** pino writes one JSON object per line; whatever else comes is redacted as text. */
function redactLine(line: string, redact: Redactor): unknown {
  const data = parsed(line);
  return data === undefined ? redact(line) : redactValue(data, redact);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Not JSON: the caller redacts the text as it is.
    return undefined;
  }
}

const toJson = (data: unknown): string => `${JSON.stringify(data)}\n`;

/** Redacts once more after making text visible: dropping colours may have put a secret together. */
function forPeople(colorize: boolean, redact: Redactor): (data: unknown) => string {
  const pretty = prettyFactory({ colorize, translateTime: 'SYS:HH:MM:ss.l', singleLine: true });
  return (data) => pretty(redactValue(data, (text) => redact(visibleText(text)))) ?? '';
}
