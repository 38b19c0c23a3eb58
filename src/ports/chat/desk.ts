import type { Actor } from '../../domain/actor.ts';
import type { CommandSpec, Suggests } from '../../domain/surface/command.ts';
import type { Content } from '../../domain/surface/content.ts';
import type { Form, FormOption } from '../../domain/surface/form.ts';
import type { Origin } from '../../domain/origin.ts';
import type { Request } from '../../domain/verb.ts';

/** What pressing a control asks for: something for the intake, or a form that wants filling in first. */
export type Pressed =
  | { readonly is: 'request'; readonly request: Request }
  | { readonly is: 'form'; readonly act: string };

/** Who wants to see something, and where. */
export interface Visitor {
  readonly actor: Actor;
  readonly place: Origin;
}

/**
 * Everything that surfaces with buttons, forms and typed options show, made from the one table of verbs. It changes nothing:
 * what people want done goes through the intake.
 */
export interface Desk {
  /** What a control asks for; undefined when it is none of drover's. */
  press(act: string): Pressed | undefined;
  /** The form that an act opens, with what is known filled in; undefined when there is none. Quick: triggers last 3 s. */
  form(act: string, visitor: Visitor): Promise<Form | undefined>;
  /** What a form that was filled in asks for, or what is wrong with which input. */
  submit(act: string, values: Readonly<Record<string, string>>): Submitted;
  /** What could be meant by what was typed so far; at most 25, best first. Strangers get none. */
  suggest(what: Suggests, typed: string, visitor: Visitor): Promise<readonly FormOption[]>;
  /** A person's own page: his open goals with their controls, and what ended lately. */
  home(actor: Actor): Promise<Content>;
  /** Every verb with typed options. */
  readonly commands: readonly CommandSpec[];
}

export type Submitted =
  | { readonly ok: true; readonly request: Request }
  | { readonly ok: false; readonly problems: Readonly<Record<string, string>> };

/** What becomes of plain words that were written in a thread at that time (epoch milliseconds); undefined: talk between people. */
export type Listens = (place: Origin, at: number) => Promise<'answer' | 'say' | undefined>;
