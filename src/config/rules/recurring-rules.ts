import { nearest } from '../../text/nearest.ts';
import type { Problem } from '../config.ts';
import { problemOf, type Rule, type RuleInput } from './rule.ts';

/** `slack:C…`, a channel of Discord, or drover's own terminal. */
const channelPattern = /^(?:slack:[CGD][A-Z0-9]{2,}|discord:\d{17,20}|console:terminal)$/;

/** Schedules and templates speak of projects, agents and templates that there are. */
export const presetsFit: Rule = (input) => [
  ...Object.entries(input.file.templates).flatMap(([name, preset]) =>
    namesFit(input, ['templates', name], preset),
  ),
  ...Object.entries(input.file.schedules).flatMap(([name, { run }]) =>
    namesFit(input, ['schedules', name, 'run'], run),
  ),
];

interface Named {
  readonly project?: string | undefined;
  readonly agent?: string | undefined;
}

function namesFit({ file, agentNames }: RuleInput, at: readonly string[], preset: Named): readonly Problem[] {
  const projects = Object.keys(file.projects);
  return [
    ...unknown([...at, 'project'], preset.project, projects, 'is not a configured project'),
    ...unknown([...at, 'agent'], preset.agent, [...agentNames, 'auto'], 'is not a configured agent'),
  ];
}

function unknown(
  path: readonly string[],
  value: string | undefined,
  known: readonly string[],
  message: string,
): readonly Problem[] {
  if (value === undefined || known.includes(value)) return [];
  const guess = nearest(value, known);
  const hint = guess === undefined ? `Configured: ${known.join(', ')}.` : `Did you mean “${guess}”?`;
  return [problemOf({ path, value, message, hint })];
}

/** A schedule without anything to do would fail at each of its moments. */
export const schedulesHaveText: Rule = ({ file }) =>
  Object.entries(file.schedules).flatMap(([name, { run }]) =>
    run.text.trim() === '' && run.template === undefined
      ? [
          problemOf({
            path: ['schedules', name, 'run', 'text'],
            message: 'is missing',
            hint: 'Write what is to be done, or name a template that has a text.',
          }),
        ]
      : [],
  );

export const recurringChannelsAreIds: Rule = ({ file }) => {
  const channels = [
    ...Object.entries(file.schedules).map(
      ([name, { channel }]) => [['schedules', name, 'channel'], channel] as const,
    ),
    ...(file.report === undefined ? [] : [[['report', 'channel'], file.report.channel] as const]),
  ];
  return channels.flatMap(([path, value]) =>
    channelPattern.test(value)
      ? []
      : [
          problemOf({
            path,
            value,
            message: 'is not a channel id',
            hint: 'Write slack:C0123ABCD (the channel’s name → About → Channel ID), discord: and the channel’s id, or console:terminal.',
          }),
        ],
  );
};
