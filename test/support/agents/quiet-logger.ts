import type { Logger } from '../../../src/ports/logger.ts';

/** A logger that keeps what it is told, for tests that look at it or do not care. */
export function quietLogger(): Logger & { readonly warnings: string[] } {
  const warnings: string[] = [];
  const logger = {
    warnings,
    debug: () => {},
    info: () => {},
    warn: (_: object, message: string) => void warnings.push(message),
    error: (_: object, message: string) => void warnings.push(message),
    child: () => logger,
  };
  return logger;
}
