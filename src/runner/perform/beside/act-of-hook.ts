import { join } from 'node:path/posix';
import { hookKey, type Hook, type HookAction } from '../../../domain/hooks/hook.ts';
import type { PendingEffect } from '../../../goal/effects.ts';
import type { HookMessage, HookOutcome } from '../../../ports/hooks/hook-outlets.ts';
import { chainResult, hookBody, hookEvent, hookVariables } from '../../../text/hooks/hook-facts.ts';
import { tagOf, type Performance } from '../performer.ts';

type HookPerformance = Performance<Extract<PendingEffect, { type: 'RunHook' }>>;
type Action<D extends HookAction['do']> = Extract<HookAction, { do: D }>;

/** One try of what a hook does. Rejects when drover goes away meanwhile: it may have been done then. */
export function actOfHook(performance: HookPerformance, { action }: Hook): Promise<HookOutcome> {
  switch (action.do) {
    case 'webhook':
      return callWebhook(performance, action);
    case 'nats':
      return publish(performance, action);
    case 'shell':
      return runShell(performance, action);
    case 'dispatch':
      return dispatch(performance, action);
    case 'notify-origin':
    case 'notify-channel':
      return Promise.resolve({ is: 'failed', note: 'what a hook says is said without an order' });
  }
}

const messageOf = ({ goal, effect }: HookPerformance): HookMessage => ({
  key: hookKey(goal.id, effect),
  event: hookEvent(effect),
  body: hookBody(goal, effect),
});

function callWebhook(performance: HookPerformance, { url, secret }: Action<'webhook'>): Promise<HookOutcome> {
  const { outlets, secretOf } = performance.tools.hooks;
  const value = secret === undefined ? undefined : secretOf(secret);
  if (secret !== undefined && value === undefined)
    return failed(`${secret}, which signs the webhook, is not set: nothing was sent`);
  return outlets.webhook(
    { ...messageOf(performance), url, ...(value === undefined ? {} : { secret: value }) },
    performance.signal,
  );
}

function publish(performance: HookPerformance, { subject }: Action<'nats'>): Promise<HookOutcome> {
  const { nats } = performance.tools.hooks.outlets;
  return nats === undefined
    ? failed('NATS_URL is not set: nothing was published')
    : nats({ ...messageOf(performance), subject }, performance.signal);
}

async function runShell(performance: HookPerformance, { command }: Action<'shell'>): Promise<HookOutcome> {
  const { goal, effect, tools, signal } = performance;
  const { shell } = tools.hooks.outlets;
  if (shell === undefined)
    return failed('commands of hooks are switched off (“shellHooks”): nothing was run');
  const folder = await tools.turnFolder(goal, 0);
  return shell(
    {
      command,
      facts: hookVariables(goal, effect),
      folders: goal.workspace === undefined ? [folder] : [goal.workspace.path, folder],
      logFile: join(folder, `hook-${effect.id}.log`),
      tag: tagOf(tools, goal, `hook-${effect.id}`),
    },
    signal,
  );
}

/** Not aborted half-way: a repeat finds what this one has made. */
async function dispatch(performance: HookPerformance, action: Action<'dispatch'>): Promise<HookOutcome> {
  const { goal, effect, tools } = performance;
  const { spec } = goal;
  const answer = await tools.hooks.dispatch({
    parent: goal.id,
    dispatcher: spec.dispatcher,
    place: spec.origin,
    depth: spec.depth + 1,
    text: action.text,
    project: action.project ?? spec.project,
    deliveryId: hookKey(goal.id, effect),
    from: `hook/${goal.id}/${effect.hook}`,
    result: chainResult(goal),
  });
  if (answer.ok) return { is: 'done', note: answer.goal };
  const note = `${answer.code}: ${answer.message}`;
  return answer.code === 'DRAINING' ? { is: 'not-done', note } : { is: 'failed', note };
}

const failed = (note: string): Promise<HookOutcome> => Promise.resolve({ is: 'failed', note });
