import type { Desk, Visitor } from '../../ports/chat/desk.ts';
import { worldFor } from '../access/world-for.ts';
import type { VerbTable } from '../parse-verb.ts';
import type { VerbWorld } from '../verbs/verb.ts';
import { readAct } from './acts.ts';
import { commandsOf } from './commands-of.ts';
import { formOf } from './form/form-of.ts';
import { submitForm } from './form/submit-form.ts';
import { homeOf } from './home.ts';
import { suggest } from './suggest.ts';

/** What surfaces with controls show, made from the verb table, for whoever looks at it. */
export const createDesk = (world: VerbWorld, table: VerbTable): Desk => ({
  press: readAct,
  form: async (act, visitor) => {
    const entered = await enter(world, visitor);
    return entered === undefined ? undefined : await formOf(entered.world, act, entered.visitor);
  },
  submit: submitForm,
  suggest: async (what, typed, visitor) => {
    const entered = await enter(world, visitor);
    return entered === undefined ? [] : await suggest(entered.world, what, typed, entered.visitor);
  },
  home: async (asking) => {
    const entered = await worldFor(world, asking);
    return entered.ok ? await homeOf(entered.world, entered.actor) : entered.answer.content;
  },
  commands: commandsOf(table),
});

/** The same door as for what is asked; undefined while nobody can say who it is. */
async function enter(world: VerbWorld, { actor, place }: Visitor) {
  const entered = await worldFor(world, actor);
  return entered.ok ? { world: entered.world, visitor: { actor: entered.actor, place } } : undefined;
}
