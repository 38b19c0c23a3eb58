import { json } from 'node:stream/consumers';
import type { Failure } from '../../../src/domain/failure.ts';
import type { ContextSize, Usage } from '../../../src/domain/turn.ts';
import { addUsage } from '../../../src/domain/turn.ts';
import { playStep } from './play-step.ts';
import type { Job, PlayerEvent } from './protocol.ts';
import { JobSchema } from './protocol.ts';
import type { Step } from './script.ts';
import type { Session } from './session-file.ts';
import { newSession, readSession, writeSession } from './session-file.ts';

/** The program behind the scripted agent: plays one turn of a script in its working directory, then ends. */
const emit = (event: PlayerEvent): void => {
  process.stdout.write(`${JSON.stringify(event)}\n`);
};

process.once('SIGINT', () => {
  emit({ type: 'interrupted' });
  process.exit(0);
});

const failure = await play(JobSchema.parse(await json(process.stdin)));
emit(failure ? { type: 'failure', failure } : { type: 'end' });

async function play(job: Job): Promise<Failure | undefined> {
  const { home, script } = job;
  const known = await readSession(home, job.session.id);
  const lost = lostSession(job, known);
  if (lost) return lost;
  const session = known ?? newSession();
  const turn = await beginTurn(job, session);
  emit({ type: 'session', id: job.session.id, model: script.model });
  const stage = {
    workspace: process.cwd(),
    folder: job.folder,
    model: script.model,
    values: { prompt: job.prompt, turn: String(turn + 1), session: job.session.id },
    emit,
    use: (usage: Usage) => use(job, session, usage),
    hold: (context: ContextSize) => hold(job, session, context),
  };
  for (const step of stepsOf(job, session, turn)) {
    const failed = await playStep(stage, step);
    if (failed) return failed;
  }
  return undefined;
}

function stepsOf({ kind, script }: Job, session: Session, turn: number): readonly Step[] {
  if (kind === 'work') return script.turns[Math.min(turn, script.turns.length - 1)] ?? [];
  if (script.compact === false)
    return [{ fail: { kind: 'cli-refused', message: 'this script has no compaction' } }];
  return script.compact ?? compaction(session);
}

function compaction({ context }: Session): readonly Step[] {
  const smaller = context && { ...context, used: Math.ceil(context.used / 10) };
  return [
    ...(smaller ? [{ context: smaller }] : []),
    { say: 'The work so far, in short. Kept in mind: {{prompt}}' },
  ];
}

/** As real agents do: only a session that exists can be resumed, and none can be begun twice. */
function lostSession({ session }: Job, known: Session | undefined): Failure | undefined {
  if ((known !== undefined) === session.resume) return undefined;
  const why = known ? 'is in use already' : 'does not exist';
  return { kind: 'session-lost', message: `session ${session.id} ${why}` };
}

/** Number of the turn to play, from 0. It is noted before it is played: a turn that crashes was begun all the same. */
async function beginTurn({ kind, home, session: { id }, script }: Job, session: Session): Promise<number> {
  const ofSession = session.turns;
  if (kind === 'work') session.turns += 1;
  await writeSession(home, id, session);
  if (kind === 'compact' || script.countBy === 'session') return ofSession;
  const all = (await readSession(home, 'all')) ?? newSession();
  await writeSession(home, 'all', { ...all, turns: all.turns + 1 });
  return all.turns;
}

async function use({ home, script, session: { id } }: Job, session: Session, usage: Usage): Promise<void> {
  session.totals = addUsage(session.totals, usage);
  await writeSession(home, id, session);
  emit(script.totals ? { type: 'totals', usage: session.totals } : { type: 'usage', usage });
}

async function hold({ home, session: { id } }: Job, session: Session, context: ContextSize): Promise<void> {
  session.context = context;
  await writeSession(home, id, session);
  emit({ type: 'context', ...context });
}
