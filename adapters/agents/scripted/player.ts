import { json } from 'node:stream/consumers';
import type { Failure } from '../../../src/domain/failure.ts';
import { playStep } from './play-step.ts';
import type { Job, PlayerEvent } from './protocol.ts';
import { JobSchema } from './protocol.ts';
import { noteTurnsBegun, turnsBegun } from './session-file.ts';

/** The program behind the scripted agent: plays one turn of a script in its working directory, then ends. */
const emit = (event: PlayerEvent): void => {
  process.stdout.write(`${JSON.stringify(event)}\n`);
};

const failure = await play(JobSchema.parse(await json(process.stdin)));
emit(failure ? { type: 'failure', failure } : { type: 'end' });

async function play(job: Job): Promise<Failure | undefined> {
  const { script, session } = job;
  const lost = await lostSession(job);
  if (lost) return lost;
  const turn = await beginTurn(job);
  emit({ type: 'session', id: session.id, model: script.model });
  const stage = {
    workspace: process.cwd(),
    model: script.model,
    values: { prompt: job.prompt, turn: String(turn + 1), session: session.id },
    emit,
  };
  for (const step of script.turns[Math.min(turn, script.turns.length - 1)] ?? []) {
    const failed = await playStep(stage, step);
    if (failed) return failed;
  }
  return undefined;
}

/** As real agents do: only a session that exists can be resumed, and none can be begun twice. */
async function lostSession({ home, session }: Job): Promise<Failure | undefined> {
  const known = (await turnsBegun(home, session.id)) !== undefined;
  if (known === session.resume) return undefined;
  const why = known ? 'is in use already' : 'does not exist';
  return { kind: 'session-lost', message: `session ${session.id} ${why}` };
}

/** Number of the turn to play, from 0. */
async function beginTurn({ home, session, script }: Job): Promise<number> {
  const ofSession = (await turnsBegun(home, session.id)) ?? 0;
  await noteTurnsBegun(home, session.id, ofSession + 1);
  if (script.countBy === 'session') return ofSession;
  const ofHome = (await turnsBegun(home, 'all')) ?? 0;
  await noteTurnsBegun(home, 'all', ofHome + 1);
  return ofHome;
}
