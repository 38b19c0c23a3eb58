import { join } from 'node:path';
import { createHookOutlets } from '../../../adapters/hooks/create-hook-outlets.ts';
import type { DispatchWorld } from '../../app/verbs/run/goal-request.ts';
import type { Config } from '../../config/config.ts';
import type { Redactor } from '../../log/redact.ts';
import type { Runtime } from '../../runner/runtime.ts';
import type { HookTools } from '../../runner/perform/performer.ts';
import { dispatchChained } from './dispatch-chained.ts';

/** What hooks act with. */
export function buildHooks(
  config: Config,
  dispatching: DispatchWorld & { readonly runtime: Runtime },
  redact: Redactor,
): HookTools {
  const { hooks, home, childEnvironment } = config;
  const { runtime } = dispatching;
  return {
    outlets: createHookOutlets({
      redact,
      logger: runtime.logger.child({ part: 'hooks' }),
      ...(hooks.natsUrl === undefined ? {} : { natsUrl: hooks.natsUrl }),
      ...(hooks.shell ? { commandEnv: { ...childEnvironment, HOME: join(home, 'homes', 'hooks') } } : {}),
    }),
    dispatch: (request) => dispatchChained(dispatching, request),
    secretOf: (name) => (Object.hasOwn(hooks.secrets, name) ? hooks.secrets[name] : undefined),
  };
}
