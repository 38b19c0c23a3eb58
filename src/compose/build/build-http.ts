import { createHttpServer } from '../../../adapters/http/create-http-server.ts';
import type { Dependency, HttpServer, RawHandler } from '../../../adapters/http/http-options.ts';
import { renderContent } from '../../../adapters/cli/show/render-content.ts';
import type { Origin } from '../../domain/origin.ts';
import type { ChatConnection } from '../../ports/chat/chat.ts';
import { drainWords } from '../../app/verbs/operate/draining.ts';
import { readDrain } from '../../runner/control/switches.ts';
import { buildWeb } from '../web/build-web.ts';
import { buildTriggers } from '../triggers/build-triggers.ts';
import { buildReader } from './build-reader.ts';
import { retentionHealth } from '../../runner/retention/retention.ts';
import type { Opened } from '../open-drover.ts';

/** Where goals that were given in a terminal or over HTTP belong. */
export const terminal: Origin = { platform: 'console', workspace: 'local', channel: 'terminal' };

/** Who takes the signed requests of chat platforms; absent: the platform has no business here. */
export interface ChatHandlers {
  readonly slack?: RawHandler;
  readonly discord?: RawHandler;
}

/** The HTTP server over an opened drover. */
export function buildHttp(
  drover: Opened,
  connections: readonly ChatConnection[],
  handlers: ChatHandlers,
): HttpServer {
  const { config, runtime, intake, logger, token, redact } = drover;
  return createHttpServer({
    host: config.host,
    port: config.port,
    token,
    intake,
    reader: buildReader(runtime),
    web: buildWeb(drover, terminal),
    place: terminal,
    triggers: buildTriggers(drover, connections, terminal),
    readiness: async () => readiness(drover, connections),
    renderText: (content) => renderContent(content, { color: false }),
    redact,
    clock: runtime.clock,
    random: runtime.random,
    logger: logger.child({ part: 'http' }),
    ...handlers,
  });
}

const readiness = async (
  { runtime, retention }: Opened,
  connections: readonly ChatConnection[],
): Promise<Dependency[]> => [
  ...(await dispatch(runtime)),
  { name: 'store', ...runtime.store.health() },
  ...(retention.rules.diskBytes === 0 ? [] : [{ name: 'disk', ...retentionHealth(retention) }]),
  ...connections.map((connection) => ({ name: connection.chat.platform, ...connection.health() })),
];

/** Somebody holds new work back on purpose: that is told, and drover is well all the same. */
async function dispatch({ store }: Opened['runtime']): Promise<Dependency[]> {
  const { value } = await readDrain(store);
  return value === undefined ? [] : [{ name: 'dispatch', ok: true, reason: drainWords(value) }];
}
