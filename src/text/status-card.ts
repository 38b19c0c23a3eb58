import type { Block, Content } from '../domain/surface/content.ts';
import { isTerminal } from '../domain/goal.ts';
import type { GoalDocument } from '../goal/state.ts';
import { openQuestions } from '../goal/moves/question/questions.ts';
import { runningTurn } from '../goal/moves/withdraw.ts';
import { readSleep } from '../policy/sleep.ts';
import { setting, standing, work } from './card/fields.ts';
import { buttonRow } from './card/button.ts';
import { cardControls } from './card/controls.ts';
import { duration, oneLine, plural } from './format.ts';
import { toneOf } from './state-line.ts';
import { utcTime } from './utc.ts';

/** The goal's card: one message, edited in place, that always tells the truth about where the goal stands. */
export function statusCard(goal: GoalDocument): Content {
  const fields = [...standing(goal), ...setting(goal), ...work(goal)];
  const blocks: Block[] = [{ type: 'fields', fields }];
  for (const line of [restartLine(goal), latest(goal), silence(goal)])
    if (line !== undefined) blocks.push({ type: 'text', spans: [line] });
  blocks.push(...buttonRow(cardControls(goal)), { type: 'small', spans: [foot(goal)] });
  return { tone: toneOf(goal), title: `${goal.id} · ${goal.spec.title}`, blocks };
}

/** drover went away, or came back: one line, so that nobody takes a restart for a failure. */
function restartLine(goal: GoalDocument): string | undefined {
  const { restart } = goal;
  if (restart?.backAt !== undefined)
    return `drover restarted at ${utcTime(restart.backAt)}; the turn went on.`;
  if (restart?.leftAt === undefined) return undefined;
  const meanwhile =
    runningTurn(goal) === undefined ? 'the goal goes on when it is back' : 'the agent works on';
  return `drover is away since ${utcTime(restart.leftAt)}; ${meanwhile}.`;
}

function latest(goal: GoalDocument): string | undefined {
  if (isTerminal(goal.state)) return undefined;
  const text = oneLine(goal.progress?.text ?? lastText(goal), 300);
  const tools =
    goal.progress !== undefined && goal.progress.tools > 0
      ? ` (${plural(goal.progress.tools, 'tool call')})`
      : '';
  return text === '' && tools === '' ? undefined : `“${text}”${tools}`;
}

/** What a compaction says is for the agent, and a wish to sleep for drover; people are told of both otherwise. */
function lastText(goal: GoalDocument): string {
  const text = goal.turns.findLast((turn) => turn.kind === 'work')?.text ?? '';
  return readSleep(text) === undefined ? text : '';
}

const silence = ({ progress }: GoalDocument): string | undefined =>
  progress?.stalled === true
    ? `Nothing has been heard from the agent since ${utcTime(progress.at)}.`
    : undefined;

function foot(goal: GoalDocument): string {
  const { id, origin } = goal;
  if (isTerminal(goal.state))
    return `Took ${duration((goal.endedAt ?? goal.createdAt) - goal.createdAt)}. Details: /goal status ${id}. Go on: /goal continue ${id} TEXT; again from the base: /goal retry ${id}`;
  if (origin.platform !== 'slack' && origin.platform !== 'discord')
    return `In a shell: drover goal pause ${id}; also stop, say, cancel.`;
  return `Typed here: !pause · !stop · !say TEXT · !cancel; ${replies(goal)}. Elsewhere: /goal pause ${id}, and so on.`;
}

/** What becomes of plain words in the thread. */
function replies(goal: GoalDocument): string {
  const [question, ...more] = openQuestions(goal);
  if (question !== undefined && more.length === 0) return `a plain reply answers ${question.id}`;
  return goal.spec.replies === 'steer'
    ? 'a plain reply goes to the agent'
    : 'other replies are not read unless they name drover';
}
