import type { Desk } from '../../ports/chat/desk.ts';
import type { VerbTable } from '../parse-verb.ts';
import type { VerbWorld } from '../verbs/verb.ts';
import { readAct } from './acts.ts';
import { commandsOf } from './commands-of.ts';

/** What surfaces with controls show, made from the verb table. Forms, suggestions and the home page are added with their surfaces. */
export const createDesk = (_world: VerbWorld, table: VerbTable): Desk => ({
  press: readAct,
  form: async () => undefined,
  submit: () => ({ ok: false, problems: {} }),
  suggest: async () => [],
  home: async () => ({ tone: 'info', title: 'Your goals', blocks: [] }),
  commands: commandsOf(table),
});
