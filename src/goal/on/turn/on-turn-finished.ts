import { isTerminal } from '../../../domain/goal.ts';
import { isReport } from '../../../policy/question/is-report.ts';
import { readSleep } from '../../../policy/sleep.ts';
import type { Draft } from '../../draft.ts';
import type { RunTurnEffect } from '../../effects.ts';
import type { TurnFinished } from '../../events.ts';
import type { GoalDocument } from '../../state.ts';
import { orderHooks } from '../../moves/beside/order-hooks.ts';
import { orderMemory } from '../../moves/beside/order-memory.ts';
import { summariseTurn } from '../../moves/beside/order-summary.ts';
import { announceEnd } from '../../moves/end-run.ts';
import { hold, holdStopped } from '../../moves/hold.ts';
import { answersLost, answersRead, askPerson, hasQuestions } from '../../moves/question/questions.ts';
import { handOver, retireSession } from '../../moves/sessions.ts';
import { fallAsleep } from '../../moves/sleep.ts';
import { bindSession, bookTurn } from './book-turn.ts';
import { onCompacted } from './on-compacted.ts';
import { replayTurn } from './replay-turn.ts';
import { settleMessages } from './settle-messages.ts';

/** Books the turn, whatever became of it; then a wish to end it, or else its outcome, decides. */
export function onTurnFinished(draft: Draft, told: TurnFinished, effect: RunTurnEffect): void {
  const { goal } = draft;
  const event = withoutReport(told);
  bookTurn(draft, event, effect);
  bindSession(draft, event);
  // A turn that is ended anyway is not played again, but a session that its agent forgot is not resumed either.
  if (effect.abort !== undefined && event.failure?.kind === 'session-lost')
    retireSession(draft, event.failure.message);
  delete goal.progress;
  delete goal.restart;
  if (effect.kind === 'work') {
    summariseTurn(draft, event);
    orderMemory(draft);
  }
  if (isTerminal(goal.state)) return announceEnd(draft);
  if (effect.kind === 'compact') onCompacted(draft, event, effect);
  else afterWork(draft, event, effect);
  takeSwitch(draft);
}

/** What stands in the question file and is a report of completion is the turn's summary. */
function withoutReport(event: TurnFinished): TurnFinished {
  const { questionFile, ...rest } = event;
  if (questionFile === undefined || !isReport(questionFile.text, questionFile.options)) return event;
  return { ...rest, summaryFile: event.summaryFile ?? questionFile.text };
}

function afterWork(draft: Draft, event: TurnFinished, effect: RunTurnEffect): void {
  settleMessages(draft, event);
  settleQuestions(draft, event, effect);
  orderHooks(draft, 'progress');
  if (event.outcome === 'finished') finished(draft, event, effect.abort);
  else if (effect.abort !== undefined) cutShort(draft, effect.abort, effect.turn);
  else
    replayTurn(draft, event.failure ?? { kind: 'crashed', message: 'the turn was ended', byRestart: true });
}

/** The turn came to its own end, perhaps in the moment in which it was to be ended. */
function finished(draft: Draft, event: TurnFinished, abort: RunTurnEffect['abort']): void {
  const { goal, context } = draft;
  forgetTrouble(goal, event.denials.length);
  const asked = hasQuestions(goal);
  if (goal.session !== undefined) goal.session.turns += 1;
  const sleep = readSleep(event.text);
  goal.next = sleep !== undefined || asked || abort === 'interrupted' ? 'checkpoint' : 'evaluate';
  if (context.noticeEveryTurns > 0 && goal.turn % context.noticeEveryTurns === 0)
    draft.notices.push({ type: 'Progress', turn: goal.turn, text: event.text });
  if (abort === 'stopped') hold(draft);
  else if (sleep !== undefined && !asked && abort === undefined && !hasNews(draft)) fallAsleep(draft, sleep);
}

function forgetTrouble(goal: GoalDocument, denied: number): void {
  const denies = denied > 0 ? goal.streak.denies + denied : 0;
  goal.streak = { errors: 0, transient: 0, crashes: 0, overflows: 0, denies };
  delete goal.lastFailure;
  goal.news = [];
}

/** A question that was left in the turn's file is asked now; answers that a broken turn had been told are told again. */
function settleQuestions(draft: Draft, { outcome, questionFile }: TurnFinished, effect: RunTurnEffect): void {
  if (outcome !== 'finished') return answersLost(draft, effect.started?.at ?? draft.context.now);
  answersRead(draft);
  if (questionFile !== undefined) askPerson(draft, questionFile);
}

/** Somebody said something that the agent has not read, or wants the goal paused: this is no time to sleep. */
const hasNews = ({ goal }: Draft): boolean =>
  goal.pauseWished || goal.messages.some((message) => message.state === 'queued');

/** The turn was ended before its time: the next one is a new turn on the same session. */
function cutShort(draft: Draft, abort: NonNullable<RunTurnEffect['abort']>, turn: number): void {
  const { goal } = draft;
  goal.next = 'checkpoint';
  goal.sameTurn = false;
  goal.news = [...goal.news.filter((news) => news.type !== 'stopped'), { type: 'stopped' }];
  if (abort === 'stopped') holdStopped(draft, turn);
}

function takeSwitch(draft: Draft): void {
  const { goal } = draft;
  const { switchTo } = goal;
  if (switchTo === undefined) return;
  delete goal.switchTo;
  if (!isTerminal(goal.state)) handOver(draft, switchTo, 'a person asked for it');
}
