import type { Failure, FailureKind } from '../../../../src/domain/failure.ts';
import type { Behaviour, Conduct } from './behaviour.ts';
import type { World } from '../shape/world-shape.ts';

/** Behaviours that are failures, and how an adapter calls them. */
const kinds: Readonly<Partial<Record<Behaviour, FailureKind>>> = {
  hang: 'crashed',
  'crash-early': 'crashed',
  'crash-late': 'crashed',
  'rate-limited': 'rate-limited',
  overloaded: 'overloaded',
  'quota-exhausted': 'quota-exhausted',
  'quota-endless': 'quota-exhausted',
  'context-overflow': 'context-overflow',
  'session-lost': 'session-lost',
  'max-turns': 'max-turns',
  network: 'network',
  protocol: 'protocol',
  'agent-error': 'agent-error',
  auth: 'auth',
  'permission-blocked': 'permission-blocked',
};

export const failingBehaviours: ReadonlySet<Behaviour> = new Set(Object.keys(kinds) as Behaviour[]);

/** The failure as an adapter tells it. */
export function failureOf(world: World, { pauseMs }: Conduct, behaviour: Behaviour): Failure {
  const kind = kinds[behaviour] ?? 'crashed';
  const failure = { kind, message: `it was ${behaviour}` };
  if (behaviour === 'quota-exhausted') return { ...failure, resetsAt: world.clock.now() + pauseMs };
  // Vendors do not always say how long.
  if (behaviour === 'rate-limited' && pauseMs > 1000) return { ...failure, retryAfterMs: pauseMs };
  return kind === 'crashed' ? { ...failure, signal: 'SIGSEGV' } : failure;
}
