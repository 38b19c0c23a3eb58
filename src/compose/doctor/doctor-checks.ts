import { systemClock } from '../../../adapters/system/system-clock.ts';
import type { Config } from '../../config/config.ts';
import { createLogger } from '../../log/create-logger.ts';
import type { DoctorCheck } from '../../ports/doctor.ts';
import { buildAgents } from '../build/build-agents.ts';
import { checkHelper } from '../helper/check-helper.ts';
import { chatChecks, type Trial } from './check-chats.ts';
import { homeChecks } from './check-home.ts';
import { toolChecks } from './check-tools.ts';
import { wayInChecks } from './check-ways-in.ts';

/** Milliseconds for one check. */
export const checkMs = 15_000;

/** Everything that can be checked, beside a running drover or without one. Only the home's folders are made. */
export async function doctorChecks(config: Config, trial: Trial): Promise<readonly DoctorCheck[]> {
  const logger = createLogger({
    level: 'silent',
    secrets: config.secrets,
    destination: { write: () => true },
  });
  const agents = buildAgents({ config, clock: systemClock, logger });
  return [
    ...toolChecks(config, agents),
    ...homeChecks(config, logger),
    ...wayInChecks(config),
    { name: 'helper model', run: (signal) => checkHelper(config, logger, signal) },
    ...(await chatChecks(config, logger, trial)),
  ];
}
