import { renderTranscript } from '../slack-emulator/transcript.ts';
import type { WholeClaude } from './whole-claude.ts';

/** The page that shows a thread as people see it; what differs from run to run is replaced. */
export function exampleThread(whole: WholeClaude, cardDuring: string): string {
  const typed = whole.asked.map(({ user, text, seen }) => `${nameOf(user)}: /goal ${text}\n${indent(seen)}`);
  const page = [
    '# A goal in Slack',
    'A real run, written down by `test/agents/whole-slack.test.ts`: the real Claude Code, driven by drover, with a model that follows a script. Times, shas, paths and amounts are replaced by fixed ones; Slack’s own formatting is shown as plain text.',
    'What people typed, and what each of them alone saw at once:',
    fenced(typed.join('\n\n')),
    'The card while turn 1 still ran. It is one message, edited in place:',
    fenced(cardDuring),
    'The channel in the end, the thread indented:',
    fenced(renderTranscript(whole.workspace.state)),
  ].join('\n\n');
  return `${answersFirst(settle(page, whole))}\n`;
}

/** A private answer and a notice are two messages, and either may be faster: the answer is shown below what it answers. */
function answersFirst(page: string): string {
  const entries = page.split(/^(?= *\| \S)/mu);
  for (let at = 2; at < entries.length; at += 1) {
    const [asked = '', notice = '', answer = ''] = entries.slice(at - 2, at + 1);
    const reader = /^ *\| \S+ \(only (\S+) sees this\): /u.exec(answer)?.[1];
    const isLate = reader !== undefined && asked.includes(`| ${reader}: `) && / drover: /u.test(notice);
    if (isLate) entries.splice(at - 1, 2, answer, notice);
  }
  return entries.join('');
}

const fenced = (text: string): string => `\`\`\`\`text\n${text}\n\`\`\`\``;
const indent = (text: string): string => text.replaceAll(/^/gmu, '    ');

/** Ids, and what drover makes of them where it knows no name. */
const names: readonly (readonly [RegExp, string])[] = [
  [/(?:slack:)?U0ALICE/giu, 'alice'],
  [/(?:slack:)?U0BOB/giu, 'bob'],
  [/U0DROVER/gu, 'drover'],
];
const nameOf = (user: string): string => replaceAll(user, names);

/** What is another thing each time, or on each machine. */
const volatile: readonly (readonly [RegExp, string])[] = [
  [/\[\d{10}\.\d{6}\] /gu, ''],
  [/\b[0-9a-f]{10}\b/gu, '1a2b3c4d5e'],
  [/\(edited \d+ times\)/gu, '(edited in place)'],
  [/\(\d+\.\d+ms\)/gu, '(1ms)'],
  [/duration_ms [\d.]+/gu, 'duration_ms 100'],
  [/\b\d+(?:\.\d+)? (?:ms|s)\b/gu, '3 s'],
  [/\$0\.\d+/gu, '$0.03'],
  [/^.* at .*\(?node:internal.*\n/gmu, ''],
  [/^.* at (?:async )?Test\..*\n/gmu, ''],
  // Slack shows these as the characters that they stand for.
  [/&lt;/gu, '<'],
  [/&gt;/gu, '>'],
  [/&amp;/gu, '&'],
  [/<@(\w+)>/gu, '@$1'],
  [/\(file F\w+\)/gu, '(a picture of the goal’s time and money)'],
  // The same in words; how many stretches it names depends on how long each was.
  [/^(?<edge> *\| +)3 s: \d+ turns? .*$/gmu, '$<edge>3 s: 2 turns 3 s · checks 3 s · waiting 3 s · $0.03'],
  [/[ \t]+$/gmu, ''],
];

const settle = (page: string, { installation }: WholeClaude): string =>
  replaceAll(page.replaceAll(installation.folder, '/srv/drover'), [...names, ...volatile]);

const replaceAll = (text: string, changes: readonly (readonly [RegExp, string])[]): string =>
  changes.reduce((changed, [pattern, to]) => changed.replaceAll(pattern, to), text);
