import { z } from 'zod';
import {
  fail,
  nextNumber,
  recordViolation,
  slackNow,
  type Answer,
  type Args,
  type EmulatorState,
  type OpenView,
} from '../emulator-state.ts';
import { textFaults } from '../limits/foreign-text.ts';
import { viewProblem } from '../limits/view.ts';

/** A trigger lives three seconds and opens one view. Source: https://docs.slack.dev/reference/methods/views.open */
const triggerMs = 3000;
const levels = 3;

export const viewsOpen = (state: EmulatorState, args: Args): Answer =>
  openModal(state, 'views.open', args, 1);

/** On top of the modals that this person has open. */
export function viewsPush(state: EmulatorState, args: Args): Answer {
  const user = state.triggers.get(String(args['trigger_id']))?.user;
  const level = 1 + Math.max(0, ...modalsOf(state, user ?? '').map((view) => view.level));
  return level > levels ? fail('push_limit_reached') : openModal(state, 'views.push', args, level);
}

function openModal(state: EmulatorState, method: string, args: Args, level: number): Answer {
  const trigger = state.triggers.get(String(args['trigger_id']));
  const error = refusal(state, trigger);
  if (error !== undefined || trigger === undefined) {
    recordViolation(state, error ?? 'invalid_trigger_id', method, 'the view was not opened');
    return fail(error ?? 'invalid_trigger_id');
  }
  const problem = checkView(state, method, args['view'], 'modal');
  if (problem !== undefined) return problem;
  trigger.used = true;
  const opened = keepView(state, `V${nextNumber(state)}`, trigger.user, args['view'], level);
  return { ok: true, view: viewJson(state, opened) };
}

function refusal(state: EmulatorState, trigger: { since: number; used: boolean } | undefined) {
  if (trigger === undefined) return 'invalid_trigger_id';
  if (trigger.used) return 'exchanged_trigger_id';
  return slackNow(state) - trigger.since > triggerMs ? 'expired_trigger_id' : undefined;
}

export function viewsUpdate(state: EmulatorState, args: Args): Answer {
  const open = state.views.get(String(args['view_id'])) ?? byExternalId(state, args['external_id']);
  if (open === undefined || open.closed) return fail('not_found');
  if (isStale(open, args)) return fail('hash_conflict');
  const problem = checkView(state, 'views.update', args['view'], isHome(open) ? 'home' : 'modal');
  if (problem !== undefined) return problem;
  showView(state, open, args['view']);
  return { ok: true, view: viewJson(state, open) };
}

export function viewsPublish(state: EmulatorState, args: Args): Answer {
  const user = String(args['user_id']);
  if (!/^[UW][A-Z0-9]+$/u.test(user)) return fail('user_not_found');
  const open = state.views.get(`VH${user}`);
  if (open !== undefined && isStale(open, args)) return fail('hash_conflict');
  const problem = checkView(state, 'views.publish', args['view'], 'home');
  if (problem !== undefined) return problem;
  const home = open ?? keepView(state, `VH${user}`, user, args['view'], 1);
  showView(state, home, args['view']);
  return { ok: true, view: viewJson(state, home) };
}

/** The modals that somebody has open, the topmost last. */
export const modalsOf = (state: EmulatorState, user: string): readonly OpenView[] =>
  [...state.views.values()].filter((view) => view.user === user && !view.closed && !isHome(view));

/** Puts other content into a view; its hash changes. */
export function showView(state: EmulatorState, open: OpenView, view: unknown): void {
  open.view = withBlockIds(ViewSchema.parse(view), open.id);
  open.hash = `${Math.floor(slackNow(state) / 1000)}.h${nextNumber(state)}`;
}

/** Records what is wrong with a view, and answers as Slack would. */
export function checkView(
  state: EmulatorState,
  where: string,
  view: unknown,
  type: 'modal' | 'home',
): Answer | undefined {
  for (const fault of textFaults({ text: '', blocks: [view] }, state.mayPing))
    recordViolation(state, fault.rule, where, fault.detail);
  const problem = viewProblem(view, type);
  if (problem === undefined) return undefined;
  recordViolation(state, problem.error, where, problem.detail);
  return { ...fail(problem.error), response_metadata: { messages: [`[ERROR] ${problem.detail}`] } };
}

const isHome = (view: OpenView): boolean => view.id.startsWith('VH');
const isStale = (open: OpenView, args: Args): boolean =>
  args['hash'] !== undefined && args['hash'] !== open.hash;

const ViewSchema = z.looseObject({ blocks: z.array(z.record(z.string(), z.unknown())) });

/** Slack names the blocks that the app did not name. */
const withBlockIds = (view: z.infer<typeof ViewSchema>, id: string) => ({
  ...view,
  blocks: view.blocks.map((block, index) => ({ block_id: `${id}-b${index}`, ...block })),
});

/** Keeps a new modal or Home, as it is shown from now on. */
export function keepView(
  state: EmulatorState,
  id: string,
  user: string,
  view: unknown,
  level: number,
): OpenView {
  const open: OpenView = { id, user, view: {}, hash: '', closed: false, level };
  showView(state, open, view);
  state.views.set(id, open);
  return open;
}

const byExternalId = (state: EmulatorState, external: unknown): OpenView | undefined =>
  external === undefined
    ? undefined
    : [...state.views.values()].find((view) => view.view['external_id'] === external && !view.closed);

/** A view as the Web API and interactions show it. */
export const viewJson = (state: EmulatorState, open: OpenView): Record<string, unknown> => ({
  private_metadata: '',
  callback_id: '',
  external_id: '',
  ...open.view,
  id: open.id,
  team_id: state.team,
  app_id: state.bot.app,
  bot_id: state.bot.id,
  hash: open.hash,
  root_view_id: open.id,
  previous_view_id: null,
});
