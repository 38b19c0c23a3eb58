import { freeBytes } from '../../../adapters/home/free-bytes.ts';
import { wideModes } from '../../../adapters/home/guard/wide-modes.ts';
import { homePaths, prepareHome } from '../../../adapters/home/home-folders.ts';
import { acquireOwnership } from '../../../adapters/home/owner-lock.ts';
import { findOwner } from '../../../adapters/home/owner-record.ts';
import { openLowdbStore } from '../../../adapters/store/lowdb/create-lowdb-store.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import type { Config } from '../../config/config.ts';
import type { CheckOutcome, DoctorCheck } from '../../ports/doctor.ts';
import type { Logger } from '../../ports/logger.ts';

/** Less free disk than this is worth a word, in bytes. */
const littleDisk = 1024 ** 3;

/** The home, the store in it, and the disk below it. */
export const homeChecks = (config: Config, logger: Logger): readonly DoctorCheck[] => [
  { name: 'store', run: () => store(config, logger) },
  { name: 'home', run: () => modes(config) },
  { name: 'disk', run: () => disk(config) },
];

/** Opens the store for a moment; a running drover has it open, and that is as good. */
async function store(config: Config, logger: Logger): Promise<CheckOutcome> {
  const paths = await prepareHome(config.home);
  const owner = await findOwner(config.home);
  if (owner !== undefined)
    return {
      status: 'ok',
      detail: `in use by process ${owner.pid}${owner.url === undefined ? '' : ` at ${owner.url}`}`,
    };
  const ownership = await acquireOwnership(config.home);
  try {
    const opened = await openLowdbStore({ folder: paths.store, clock: systemClock, logger });
    const goals = await opened.list({ terminal: false });
    await opened.close();
    return { status: 'ok', detail: `${paths.store}; ${goals.length} open goals` };
  } finally {
    await ownership.release();
  }
}

/** What lies in the home is for its owner alone: tokens, what agents printed, what people sent. */
async function modes({ home }: Config): Promise<CheckOutcome> {
  const wide = await wideModes(Object.values(homePaths(home)));
  return wide.length === 0
    ? { status: 'ok', detail: `${home}, for its owner alone` }
    : { status: 'fail', detail: `others may read ${wide.join(', ')}`, hint: 'chmod go-rwx takes that away.' };
}

async function disk({ home }: Config): Promise<CheckOutcome> {
  const free = await freeBytes(home);
  const detail = `${(free / littleDisk).toFixed(1)} GiB free in ${home}`;
  return free < littleDisk
    ? { status: 'warn', detail, hint: 'Make room: worktrees and turns of ended goals may be removed.' }
    : { status: 'ok', detail };
}
