import { readOrMakeDoorKey } from '../../../adapters/home/door/door-key.ts';
import { doorPath } from '../../../adapters/home/door/door-path.ts';
import { createTurnFiles } from '../../../adapters/home/turn-files.ts';
import { openAgentDoor, type OpenDoor } from '../../../adapters/mcp/door/open-agent-door.ts';
import { prepareMcpServer } from '../../../adapters/mcp/prepare-mcp-server.ts';
import { createAgentDoor } from '../../app/agent-door.ts';
import type { Config } from '../../config/config.ts';
import type { AskTools } from '../../runner/perform/performer.ts';
import type { Runtime } from '../../runner/runtime.ts';

/** How agents ask people: what the runner needs for it, and the door that they come to. */
export interface Asking {
  readonly tools: AskTools;
  readonly openDoor: () => Promise<OpenDoor>;
}

/** @throws DroverError CONFIG_INVALID when the home holds a bad key, or its socket has no place */
export async function buildAsking(config: Config, runtime: Runtime, homeId: string): Promise<Asking> {
  const { logger } = runtime;
  const { askPatienceMs: patienceMs } = config.escalation;
  const key = await readOrMakeDoorKey(config.home);
  const socket = await doorPath(config.home, homeId);
  const door = createAgentDoor({ runtime, homeId, patienceMs });
  return {
    tools: {
      mcpServer: (tag, folder) => prepareMcpServer({ socket, key, patienceMs }, tag, folder),
      files: createTurnFiles(logger),
    },
    openDoor: () => openAgentDoor({ path: socket, key, door, logger: logger.child({ part: 'door' }) }),
  };
}
