import type { Logger } from '../../../src/ports/logger.ts';

/** A logger that keeps its lines to itself; `onError` hears those that a person should look at. */
export function createSilentLogger(onError: (fields: object, message: string) => void = () => {}): Logger {
  const logger: Logger = {
    debug: () => {},
    info: () => {},
    warn: () => {},
    error: onError,
    child: () => logger,
  };
  return logger;
}
