import type { VerbAnswer } from '../../../domain/verb.ts';
import { drainKey, type Drain } from '../../../domain/control/switches.ts';
import { readDrain } from '../../../runner/control/switches.ts';
import { oneLine } from '../../../text/format.ts';
import { answer, small } from '../../answers.ts';
import { drainWords } from './draining.ts';
import type { Verb } from '../verb.ts';
import { unlessAdminOfAll } from './installation-admin.ts';
import { throwSwitch } from './throw-switch.ts';

/** For an upgrade, or when something is on fire: what runs goes on. */
export const drainVerb: Verb = {
  name: 'drain',
  role: 'admin',
  goal: 'none',
  text: 'optional',
  textName: 'REASON',
  textHelp: 'why',
  flags: [],
  summary: 'take no new goals, from nobody; those there are go on',
  handle: async (world, call) => {
    const denied = unlessAdminOfAll(world, call.actor);
    if (denied !== undefined) return denied;
    const { runtime } = world;
    const drain: Drain = { by: call.actor, at: runtime.clock.now(), reason: oneLine(call.text, 300) };
    return throwSwitch(runtime, call.message, {
      key: drainKey,
      read: () => readDrain(runtime.store),
      decide: (now) => (now === undefined ? { value: drain } : already(now)),
      done: () =>
        answer('Nothing new is started from now on', [
          small('Goals that there are go on, also those in the queue. /goal undrain ends it.'),
        ]),
    });
  },
};

const already = (now: Drain): VerbAnswer => answer(drainWords(now), [small('Nothing was changed.')]);

export const undrainVerb: Verb = {
  name: 'undrain',
  role: 'admin',
  goal: 'none',
  text: 'none',
  flags: [],
  summary: 'take new goals again',
  handle: async (world, call) => {
    const denied = unlessAdminOfAll(world, call.actor);
    if (denied !== undefined) return denied;
    const { runtime } = world;
    return throwSwitch<Drain>(runtime, call.message, {
      key: drainKey,
      read: () => readDrain(runtime.store),
      decide: (now) => (now === undefined ? answer('New goals are taken already') : { value: undefined }),
      done: (before) =>
        answer(
          'New goals are taken again',
          before === undefined ? [] : [small(`Until now: ${drainWords(before)}.`)],
        ),
    });
  },
};
