import type { Content } from '../../domain/surface/content.ts';
import type { Notice } from '../../goal/notices.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { button, stopButton } from '../card/button.ts';
import { wayButtons, waySpans, waysOut } from '../card/ways.ts';
import { compactNumber, duration, oneLine } from '../format.ts';
import { stateLine } from '../state-line.ts';
import { said, smallBlock, textBlock, withButtons } from './spans.ts';

type Of<T extends Notice['type']> = Extract<Notice, { type: T }>;

export const turnFailed = (goal: GoalDocument, { failure, course }: Of<'TurnFailed'>): Content =>
  said('warn', `Turn ${goal.turn} broke: ${failure.kind}`, [`${oneLine(failure.message, 300)} — ${course}.`]);

export const progress = (goal: GoalDocument, { turn, text }: Of<'Progress'>): Content =>
  said('work', `${goal.id} · turn ${turn} ended`, [oneLine(text, 500) || 'The agent said nothing.']);

export const asleep = (goal: GoalDocument): Content =>
  withButtons(
    said('still', `${goal.id} is ${stateLine(goal)}`, [
      'The agent asked for it. ',
      ...waySpans(waysOut(goal)),
      '.',
    ]),
    wayButtons(waysOut(goal)),
  );

export const woke = (goal: GoalDocument, { early }: Of<'Woke'>): Content =>
  said('work', `${goal.id} is awake`, [early ? 'Woken before its time.' : 'Its time has come.']);

export const compacted = (goal: GoalDocument, { before, after }: Of<'Compacted'>): Content =>
  said('work', `${goal.id}: the session was compacted`, [
    before === undefined || after === undefined
      ? 'The agent goes on with a summary of its context.'
      : `Its context went from ${compactNumber(before)} to ${compactNumber(after)} tokens.`,
  ]);

export const compactionFailed = (goal: GoalDocument, { problem, givenUp }: Of<'CompactionFailed'>): Content =>
  said('warn', `${goal.id}: the session could not be compacted`, [
    `${oneLine(problem, 300)}.${givenUp ? ' It is not tried again by itself.' : ''}`,
  ]);

export const stalled = (goal: GoalDocument, { silentMs }: Of<'Stalled'>): Content =>
  withButtons(
    said(
      'warn',
      `${goal.id}: nothing has been heard from the agent for ${duration(silentMs)}`,
      ['No tool is at work. The model may think for long, or the agent hangs.'],
      [`/goal logs ${goal.id} shows what it said last; /goal stop ${goal.id} ends the turn.`],
    ),
    [button(`logs/${goal.id}`, 'What it said last'), stopButton(goal.id)],
  );

export const moved = (goal: GoalDocument, notice: Of<'Moved'>): Content => ({
  tone: 'warn',
  title: `${goal.id} reports here`,
  blocks: [
    textBlock(
      `The channel in which it was asked for does not take its card (${notice.code}), so the goal has moved to this place and stays here.`,
    ),
    ...(notice.hint === undefined ? [] : [smallBlock(notice.hint)]),
  ],
});
