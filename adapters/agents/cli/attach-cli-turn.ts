import type { TurnLeft } from '../../../src/ports/agent.ts';
import type { CliEnding } from './cli-ending.ts';
import type { CliWatch } from './cli-turn.ts';
import { followTurn } from './follow/follow-turn.ts';
import { readShimNote } from './turn-folder.ts';

/**
 * Goes on with a turn that an earlier life of drover started. `onLine` hears it from its first line on, so that nothing
 * is counted twice or missed. While it runs it is followed as by the life that started it. When it ended meanwhile, this
 * answers how. When its shim died before it could note that, what is left of the tree is ended, and the ending says
 * neither code nor signal: what the stream told has to decide.
 */
export const attachCliTurn = async (turn: CliWatch, signal: AbortSignal): Promise<CliEnding | TurnLeft> =>
  followTurn(turn, await readShimNote(turn.request.folder), signal);
