import type { Schedule } from '../../../domain/recurring/schedule.ts';
import { presetNamePattern } from '../../../domain/recurring/schedule.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { freshState } from '../../../policy/recurring/firing.ts';
import {
  savedSchedule,
  stateOf,
  writeSchedule,
  writeState,
} from '../../../runner/recurring/schedule-book.ts';
import { oneLine } from '../../../text/format.ts';
import { answer, refusal, small, text } from '../../answers.ts';
import { findTemplate, templateNames } from './template-book.ts';
import { textFlag } from '../flags.ts';
import { keptFlags, presetFlags } from '../run/run-flags.ts';
import { noTemplate } from '../run/with-template.ts';
import type { Verb, VerbCall, VerbWorld } from '../verb.ts';
import {
  findJob,
  inConfiguration,
  mayChange,
  removeSchedule,
  setPaused,
  writeOnce,
} from './change-schedule.ts';
import { listJobs } from './jobs.ts';
import { jobBlock, jobData } from './schedule-list.ts';

/** Flags that are the schedule's own; the others are those of its goals. */
const timingFlags = [
  {
    name: 'zone',
    type: 'text',
    value: 'Europe/Berlin',
    help: 'the time zone of the expression; default UTC',
  },
  {
    name: 'catch-up',
    type: 'text',
    value: 'once|skip',
    help: 'moments that drover missed: one goal for all of them (default), or none',
    choices: ['once', 'skip'],
  },
  { name: 'overlap', type: 'switch', help: 'dispatch although the goal before still works' },
] as const;

export const scheduleVerb: Verb = {
  name: 'schedule',
  role: 'run',
  goal: 'none',
  text: 'optional',
  actions: [
    { name: 'list', words: [], text: 'none', summary: 'every schedule' },
    { name: 'show', words: ['NAME'], suggests: 'schedule', text: 'none', summary: 'one of them' },
    {
      name: 'add',
      words: ['NAME', 'CRON'],
      text: 'optional',
      summary: 'make one: "0 3 * * *" (five fields), or @daily',
    },
    { name: 'remove', words: ['NAME'], suggests: 'schedule', text: 'none', summary: 'take one away' },
    { name: 'pause', words: ['NAME'], suggests: 'schedule', text: 'none', summary: 'hold one' },
    {
      name: 'resume',
      words: ['NAME'],
      suggests: 'schedule',
      text: 'none',
      summary: 'let it go on with its next moment',
    },
  ],
  flags: [...timingFlags, ...presetFlags],
  summary: 'goals that are dispatched again and again',
  handle: (world, call) => {
    const [name = ''] = call.action?.words ?? [];
    switch (call.action?.name ?? 'list') {
      case 'add':
        return add(world, call);
      case 'remove':
        return removeSchedule(world, call, name);
      case 'pause':
        return setPaused(world, call, name, true);
      case 'resume':
        return setPaused(world, call, name, false);
      case 'show':
        return show(world, name);
      default:
        return listJobs(world, call.actor);
    }
  },
};

async function show(world: VerbWorld, name: string): Promise<VerbAnswer> {
  const job = await findJob(world, name);
  if ('content' in job) return job;
  const { schedule } = job;
  const flags = Object.entries(schedule.flags).map(([flag, value]) => `--${flag} ${String(value)}`);
  return answer(
    `The schedule “${name}”`,
    [
      jobBlock(job, world.calendar),
      text(oneLine(schedule.text, 300)),
      small([`missed moments: ${schedule.catchUp}`, ...flags].join(' · ')),
    ],
    { data: { ...jobData(job), schedule } },
  );
}

async function add(world: VerbWorld, call: VerbCall): Promise<VerbAnswer> {
  const schedule = scheduleOf(call);
  const problem = (await whatIsWrong(world, schedule)) ?? (await templateMissing(world, call));
  if (problem !== undefined) return problem;
  const { store, clock } = world.runtime;
  const { name, cron, zone } = schedule;
  for (;;) {
    const [before, state] = [await savedSchedule(store, name), await stateOf(store, name)];
    const denied =
      before.value && mayChange(world, call, { schedule: before.value, configured: false, state: undefined });
    if (denied !== undefined) return denied;
    const last = state.value?.last;
    const fresh = freshState(schedule, world.calendar.next(cron, zone, clock.now()));
    const begun = last === undefined ? fresh : { ...fresh, last };
    const job = { schedule, configured: false, state: begun };
    const given = answer(
      before.value === undefined ? `The schedule “${name}” is made` : `The schedule “${name}” is changed`,
      [jobBlock(job, world.calendar)],
      { data: jobData(job) },
    );
    const entries = [writeSchedule(name, before, schedule), writeState(name, state, begun)];
    const written = await writeOnce(world, call, given, entries);
    if (written !== undefined) return written;
  }
}

function scheduleOf(call: VerbCall): Schedule {
  const [name = '', cron = ''] = call.action?.words ?? [];
  const { zone: _zone, 'catch-up': _catchUp, overlap: _overlap, ...flags } = call.flags;
  const { platform, workspace, channel } = call.message.place;
  return {
    name,
    cron,
    zone: textFlag(call, 'zone') ?? 'UTC',
    catchUp: textFlag(call, 'catch-up') === 'skip' ? 'skip' : 'once',
    overlap: call.flags['overlap'] === true,
    flags: keptFlags(flags),
    text: call.text,
    by: call.actor,
    place: { platform, workspace, channel },
  };
}

const bad = (message: string, hint: string): VerbAnswer => refusal('SCHEDULE_INVALID', message, hint);

async function whatIsWrong(world: VerbWorld, schedule: Schedule): Promise<VerbAnswer | undefined> {
  const { name, cron, zone, text: words } = schedule;
  if (!presetNamePattern.test(name))
    return bad(
      `“${oneLine(name, 60)}” is no name`,
      'A name is made of letters, digits, dashes and underscores: nightly, weekly-report.',
    );
  if (world.installation.schedules.some((configured) => configured.name === name))
    return inConfiguration(name);
  const problem = world.calendar.problemOf(cron, zone);
  if (problem !== undefined)
    return bad(`“${oneLine(cron, 60)}”: ${problem}`, 'Write "0 3 * * *" (every day at 03:00), or @daily.');
  if (world.calendar.next(cron, zone, world.runtime.clock.now()) === undefined)
    return bad(`“${oneLine(cron, 60)}” names a moment that never comes`, 'Look at its day and month.');
  // What was not quoted and has a sixth field leaves it at the head of the text.
  if (/^[\d*][\d*,/-]*(?:\s|$)/.test(words))
    return bad(
      `Is “${oneLine(words, 20)}” a sixth field? A cron expression has five`,
      'Quote the expression: /goal schedule add NAME "0 3 * * *" TEXT.',
    );
  if (!Object.hasOwn(schedule.flags, 'template') && words === '')
    return refusal(
      'TEXT_REQUIRED',
      'What is to be done?',
      `Write: /goal schedule add ${name} "${cron}" TEXT.`,
    );
  return undefined;
}

async function templateMissing(world: VerbWorld, call: VerbCall): Promise<VerbAnswer | undefined> {
  const name = textFlag(call, 'template');
  if (name !== undefined && (await findTemplate(world, name)) === undefined)
    return noTemplate(name, await templateNames(world));
  const catchUp = textFlag(call, 'catch-up') ?? 'once';
  return catchUp === 'once' || catchUp === 'skip'
    ? undefined
    : refusal('WRONG_USAGE', `--catch-up ${oneLine(catchUp, 20)} is neither once nor skip`, 'Default: once.');
}
