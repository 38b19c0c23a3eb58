import type { Template } from '../../../domain/recurring/schedule.ts';
import type { FlagSpec } from '../../../domain/verb.ts';
import type { FlagValue } from '../verb.ts';

/** Everything that a goal can be dispatched with; templates, schedules and hooks hold the same. */
export const runFlags: readonly FlagSpec[] = [
  {
    name: 'project',
    type: 'text',
    value: 'P',
    help: 'which repository; may be left out when the channel is bound to one, or there is only one',
    suggests: 'project',
  },
  {
    name: 'agent',
    type: 'text',
    value: 'A',
    help: 'which agent; default from the project; auto: the one with the least to do',
    suggests: 'agent',
  },
  { name: 'model', type: 'text', value: 'M', help: 'which model of that agent', suggests: 'model' },
  { name: 'base', type: 'text', value: 'REF', help: 'branch, tag or commit to start from' },
  {
    name: 'accept',
    type: 'list',
    value: 'CMD',
    help: 'a command that must succeed; may be given several times',
  },
  { name: 'no-accept', type: 'switch', help: 'take the agent’s word; the result is marked unverified' },
  { name: 'turns', type: 'number', value: 'N', help: 'most turns' },
  { name: 'cost', type: 'number', value: 'USD', help: 'most dollars' },
  { name: 'tokens', type: 'number', value: 'N', help: 'most tokens' },
  { name: 'time', type: 'text', value: '2h', help: 'longest working time (30m, 2h)' },
  {
    name: 'deliver',
    type: 'text',
    value: 'branch|none',
    help: 'push a branch, or keep the commit in drover',
    choices: ['branch', 'none'],
  },
  { name: 'priority', type: 'number', value: '1..4', help: '1 is the most urgent' },
  {
    name: 'after',
    type: 'list',
    value: 'G-1,G-2',
    help: 'begin when these are done; when one fails, the goal is cancelled',
    suggests: 'goal',
  },
  {
    name: 'after-failed',
    type: 'text',
    value: 'cancel|run',
    help: 'what happens when one of those fails; run: begin all the same',
    choices: ['cancel', 'run'],
  },
  {
    name: 'template',
    type: 'text',
    value: 'T',
    help: 'the flags and the text saved under that name; what is given here wins',
    suggests: 'template',
  },
  { name: 'anyway', type: 'switch', help: 'also when an open goal was just asked for with the same text' },
];

/** Flags as a template or schedule keeps them. */
export const keptFlags = (flags: Readonly<Record<string, FlagValue>>): Template['flags'] =>
  Object.fromEntries(
    Object.entries(flags).map(([flag, value]) => [flag, typeof value === 'object' ? [...value] : value]),
  );

/** What templates and schedules can hold: everything that does not hang on the moment of the dispatch. */
export const presetFlags: readonly FlagSpec[] = runFlags.filter(
  ({ name }) => !['after', 'after-failed', 'anyway'].includes(name),
);
