import { blocksProblem } from '../check-blocks.ts';
import { recordViolation, type Args, type EmulatorState } from '../emulator-state.ts';
import { slackFilesProblem } from './slack-files.ts';
import { textFaults } from './foreign-text.ts';

/** A message that the app wants to show. */
export interface Wanted {
  readonly args: Args;
  readonly text: string;
  readonly blocks: readonly unknown[];
  readonly metadata?: unknown;
  /** Characters of text above which Slack refuses. */
  readonly longest: number;
}

/** Slack recommends no more, and screen readers read it whole. */
const recommendedText = 4000;
const longestMetadata = 16_384;

/**
 * The error that Slack would answer with. Everything that is wrong is a violation as well, also what Slack lets pass and
 * people would suffer from.
 */
export function messageProblem(state: EmulatorState, where: string, wanted: Wanted): string | undefined {
  noteBadManners(state, where, wanted);
  for (const fault of textFaults(wanted, state.mayPing))
    recordViolation(state, fault.rule, where, fault.detail);
  const problem = contentProblem(state, wanted);
  if (problem !== undefined) recordViolation(state, problem.error, where, problem.detail);
  return problem?.error;
}

function contentProblem(
  state: EmulatorState,
  wanted: Wanted,
): { readonly error: string; readonly detail: string } | undefined {
  if (wanted.text === '' && wanted.blocks.length === 0)
    return { error: 'no_text', detail: 'nothing to show' };
  if (wanted.text.length > wanted.longest)
    return { error: 'msg_too_long', detail: `${wanted.text.length} characters` };
  if (JSON.stringify(wanted.metadata ?? {}).length > longestMetadata)
    return { error: 'metadata_too_large', detail: 'over 16 KB' };
  return blocksProblem(wanted.blocks) ?? slackFilesProblem(state, wanted.blocks);
}

/** What Slack takes and nobody should send. */
function noteBadManners(state: EmulatorState, where: string, { args, text, blocks }: Wanted): void {
  const note = (rule: string, detail: string) => recordViolation(state, rule, where, detail);
  if (text === '' && blocks.length > 0) note('no-text', 'blocks without text: notifications are empty');
  if (text.length > recommendedText) note('long-text', `${text.length} characters`);
  if (isTrue(args['link_names'])) note('revives-mentions', 'link_names');
  if (args['parse'] === 'full') note('revives-mentions', 'parse: full');
  for (const name of ['ts', 'thread_ts']) {
    const value = args[name];
    if (typeof value === 'number' || (typeof value === 'string' && !/^\d+\.\d{6}$/u.test(value)))
      note('ts-not-text', `${name}: ${String(value)}`);
  }
}

const isTrue = (value: unknown): boolean => value === true || value === 'true' || value === '1';
