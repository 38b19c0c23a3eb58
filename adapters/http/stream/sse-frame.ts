/** A comment: keeps the connection open through proxies, invisible to the reader. */
export const heartbeatFrame = ': heartbeat\n\n';

/** What a stream begins with: the headers are on their way, and a reader that loses it comes back after two seconds. */
export const openingFrame = 'retry: 2000\n: connected\n\n';

/**
 * One event. `id` is what the reader sends back as `Last-Event-ID` to go on after it; without one the reader keeps the
 * last id it saw. The data is one line, because JSON text has no line ends.
 */
export const eventFrame = (data: unknown, id: number | undefined): string =>
  `${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
