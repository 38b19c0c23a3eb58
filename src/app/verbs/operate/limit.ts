import { principalOf } from '../../../domain/actor.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { limitKey, type Limit } from '../../../domain/control/switches.ts';
import { readLimit } from '../../../runner/control/switches.ts';
import { oneLine } from '../../../text/format.ts';
import { utcMoment } from '../../../text/utc.ts';
import { answer, refusal, small } from '../../answers.ts';
import type { Verb, VerbCall, VerbWorld } from '../verb.ts';
import { unlessAdminOfAll } from './installation-admin.ts';
import { throwSwitch } from './throw-switch.ts';

export const limitVerb: Verb = {
  name: 'limit',
  role: 'admin',
  goal: 'none',
  text: 'optional',
  textName: 'N|off',
  textHelp: 'how many, or off',
  flags: [],
  summary: 'how many goals may work at once, from now on; off: as configured; without N: show it',
  handle: async (world, call) => {
    const wanted = call.text.trim().toLowerCase();
    if (wanted === '') return show(world);
    const denied = unlessAdminOfAll(world, call.actor);
    if (denied !== undefined) return denied;
    if (wanted === 'off') return set(world, call, undefined);
    return /^\d{1,4}$/.test(wanted) ? set(world, call, Number(wanted)) : wrong(wanted);
  },
};

const wrong = (wanted: string): VerbAnswer =>
  refusal(
    'WRONG_USAGE',
    `“${oneLine(wanted, 20)}” is no number of goals`,
    '/goal limit 2, or /goal limit off for what is configured. 0 starts none.',
  );

async function show({ runtime, installation }: VerbWorld): Promise<VerbAnswer> {
  const { value } = await readLimit(runtime.store);
  const working = (await runtime.store.list({ terminal: false })).filter(
    ({ state }) => state === 'preparing' || state === 'running',
  ).length;
  const goals = value?.goals ?? installation.slots.goals;
  const source =
    value === undefined
      ? 'As configured (“concurrency”).'
      : `Set by ${value.by.name ?? principalOf(value.by)} on ${utcMoment(value.at)}; configured: ${installation.slots.goals}. /goal limit off returns to that.`;
  return answer(`${working} of ${goals} goals are working`, [small(source)], {
    data: { working, goals, configured: installation.slots.goals, set: value !== undefined },
  });
}

function set(world: VerbWorld, call: VerbCall, goals: number | undefined): Promise<VerbAnswer> {
  const { runtime, installation } = world;
  const limit = goals === undefined ? undefined : { goals, by: call.actor, at: runtime.clock.now() };
  return throwSwitch<Limit>(runtime, call.message, {
    key: limitKey,
    read: () => readLimit(runtime.store),
    decide: (now) =>
      now === undefined && limit === undefined
        ? answer(`Nothing was set: ${installation.slots.goals} goals may work at once, as configured`)
        : { value: limit },
    done: () => done(goals, installation.slots.goals),
  });
}

const done = (goals: number | undefined, configured: number): VerbAnswer =>
  goals === undefined
    ? answer(`${configured} goals may work at once again, as configured`)
    : answer(
        goals === 0 ? 'No goal begins to work from now on' : `${goals} goals may work at once from now on`,
        [small('What works now goes on; the rest waits in the queue.')],
      );
