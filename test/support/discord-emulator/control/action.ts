import { z } from 'zod';
import type { EmulatorState } from '../state/emulator-state.ts';

/** What another process may ask; the body is what it sent, or an empty object. */
export type Action = (state: EmulatorState, body: unknown) => unknown;

/** An action whose body has a shape. */
export const action =
  <T>(schema: z.ZodType<T>, run: (state: EmulatorState, body: T) => unknown): Action =>
  (state, body) =>
    run(state, schema.parse(body));

export const TargetSchema = z.union([z.literal('gateway'), z.object({ endpoint: z.url() })]);
