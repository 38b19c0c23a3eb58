import { dispatchGoal } from '../../app/verbs/run/dispatch-goal.ts';
import type { DispatchWorld } from '../../app/verbs/run/goal-request.ts';
import type { ChainAnswer, ChainRequest } from '../../ports/hooks/chain.ts';

/** A goal that a hook asks for is dispatched as its dispatcher’s own would be: rights, draining and depth are looked at. */
export async function dispatchChained(world: DispatchWorld, request: ChainRequest): Promise<ChainAnswer> {
  const { depth, dispatcher, place, text, project, deliveryId, from, parent, result } = request;
  const given = await dispatchGoal(world, {
    actor: dispatcher,
    place,
    deliveryId,
    text,
    flags: { project },
    from,
    parent,
    depth,
    parentResult: result,
  });
  if (given.ok && given.goal !== undefined) return { ok: true, goal: given.goal };
  return { ok: false, code: given.code ?? 'BUG', message: given.content.title };
}
