import { labelOf } from '../domain/actor.ts';
import { GoalIdSchema, type GoalId } from '../domain/ids.ts';
import type { AskedQuestion, Question } from '../domain/question.ts';
import type { GoalEvent } from '../goal/events.ts';
import { openQuestions } from '../goal/moves/question/questions.ts';
import { runningTurn } from '../goal/moves/withdraw.ts';
import type { GoalDocument } from '../goal/state.ts';
import { isReport } from '../policy/question/is-report.ts';
import type { AgentAnswer, AgentDoor } from '../ports/agent-door.ts';
import { applyEvent } from '../runner/apply.ts';
import { loadGoal } from '../runner/document.ts';
import type { Runtime } from '../runner/runtime.ts';

export interface AgentDoorOptions {
  readonly runtime: Runtime;
  /** Begins the tags of this home. */
  readonly homeId: string;
  /** How long an agent is kept waiting before it is told to end its turn, in milliseconds. */
  readonly patienceMs: number;
}

/** Questions of one goal that may be open at once, and be asked by one turn. */
const mostOpen = 5;
const mostInTurn = 20;

const refusals = {
  report:
    'This is a report, not a question, and nobody was asked. End your turn with it as your last message: drover runs the checks then.',
  nobody:
    'Nobody can be asked here. Decide it yourself, say in your last message what you decided, and go on.',
  over: 'This turn is being ended. Do nothing more.',
  open: `There are ${mostOpen} open questions already. End your turn now; the answers come with the next one.`,
  many: 'Too many questions in one turn. Decide yourself, or end your turn.',
  withdrawn: 'Nobody will answer this question any more. Decide it yourself, or do without it.',
} as const;

/** The turn that a tag names. */
interface Turn {
  readonly goal: GoalId;
  readonly run: number;
  readonly seq: number;
}

/** What agents may ask of drover while their turn runs. */
export const createAgentDoor = (options: AgentDoorOptions): AgentDoor => ({
  ask: (tag, question, signal) => ask(options, tag, question, signal),
  taken: (tag, call) => taken(options, tag, call),
});

async function ask(
  options: AgentDoorOptions,
  tag: string,
  question: AskedQuestion,
  signal: AbortSignal,
): Promise<AgentAnswer> {
  const turn = turnOf(options, tag);
  if (turn === undefined) return refuse('over');
  if (isReport(question.text, question.options)) return refuse('report');
  if (options.runtime.rules.questionWaitMs === 0) return refuse('nobody');
  const refusal = await putQuestion(options, turn, question);
  return refusal === undefined ? await waitForAnswer(options, turn, question.call, signal) : refuse(refusal);
}

const refuse = (why: keyof typeof refusals): AgentAnswer => ({ is: 'refused', why: refusals[why] });

function turnOf({ homeId }: AgentDoorOptions, tag: string): Turn | undefined {
  const [home, id, start] = tag.split('/');
  const goal = GoalIdSchema.safeParse(id);
  const [, run, seq] = /^(\d+)-(\d+)$/.exec(start ?? '') ?? [];
  if (home !== homeId || !goal.success || run === undefined) return undefined;
  return { goal: goal.data, run: Number(run), seq: Number(seq) };
}

/** The running turn, when it is that one, and nobody wants it to end. */
function orderOf(goal: GoalDocument, { run, seq }: Turn) {
  const effect = runningTurn(goal);
  const isIt = goal.run === run && effect?.started?.seq === seq;
  return isIt && effect.kind === 'work' && effect.abort === undefined ? effect : undefined;
}

/** Makes the question durable; answers why not. A repeat of a call changes nothing. */
async function putQuestion(
  { runtime }: AgentDoorOptions,
  turn: Turn,
  question: AskedQuestion,
): Promise<keyof typeof refusals | undefined> {
  let refusal: keyof typeof refusals | undefined = 'over';
  await applyEvent(runtime, turn.goal, (goal): GoalEvent | undefined => {
    const order = orderOf(goal, turn);
    const known = goal.questions.some(({ call }) => call === question.call);
    refusal = order === undefined ? 'over' : known ? undefined : tooMany(goal, order.started?.at ?? 0);
    if (order === undefined || known || refusal !== undefined) return undefined;
    return { type: 'QuestionAsked', effectId: order.id, ...question };
  });
  return refusal;
}

function tooMany(goal: GoalDocument, since: number): 'open' | 'many' | undefined {
  if (openQuestions(goal).length >= mostOpen) return 'open';
  return goal.questions.filter(({ askedAt }) => askedAt >= since).length >= mostInTurn ? 'many' : undefined;
}

async function waitForAnswer(
  { runtime, patienceMs }: AgentDoorOptions,
  turn: Turn,
  call: string,
  signal: AbortSignal,
): Promise<AgentAnswer> {
  const { clock, store } = runtime;
  const until = clock.now() + patienceMs;
  for (;;) {
    signal.throwIfAborted();
    const changed = whenChanged(runtime, turn.goal);
    try {
      const loaded = await loadGoal(store, turn.goal);
      const question = loaded?.goal.questions.find((one) => one.call === call);
      if (loaded === undefined || question === undefined) return refuse('over');
      if (question.state !== 'open') return told(question);
      if (orderOf(loaded.goal, turn) === undefined) return refuse('over');
      const now = clock.now();
      if (now >= until) return { is: 'later', question: question.id };
      const due = question.fallback === undefined ? Infinity : question.deadline;
      if (due <= now) await applyEvent(runtime, turn.goal, () => ({ type: 'WakeDue' }));
      else await nap(runtime, Math.min(until, due) - now, changed.happened, signal);
    } finally {
      changed.forget();
    }
  }
}

function told({ answer, by }: Question): AgentAnswer {
  if (answer === undefined) return refuse('withdrawn');
  return { is: 'answered', text: answer, ...(by === undefined ? {} : { by: labelOf(by) }) };
}

/** Asked for before the goal is looked at, so that no change is missed. */
function whenChanged({ store }: Runtime, goal: GoalId) {
  const change = Promise.withResolvers<void>();
  const forget = store.onCommit((commit) => {
    if (commit.goal === goal) change.resolve();
  });
  return { happened: change.promise, forget };
}

async function nap(
  { clock }: Runtime,
  ms: number,
  happened: Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const over = new AbortController();
  // Rejects only because it is over, or because nobody listens any more, which the caller looks at next.
  const sleep = clock.sleep(ms, AbortSignal.any([over.signal, signal])).catch(() => undefined);
  await Promise.race([happened, sleep]);
  over.abort();
}

async function taken({ runtime, ...options }: AgentDoorOptions, tag: string, call: string): Promise<void> {
  const turn = turnOf({ runtime, ...options }, tag);
  if (turn === undefined) return;
  await applyEvent(runtime, turn.goal, (goal) => {
    const question = goal.questions.find((one) => one.call === call);
    return question === undefined || orderOf(goal, turn) === undefined
      ? undefined
      : { type: 'AnswerTaken', question: question.id };
  });
}
