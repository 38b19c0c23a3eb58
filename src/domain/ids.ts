import { z } from 'zod';

/** A goal's identity and its spoken handle at once: `G-` and a number without padding, unique per installation. */
export const GoalIdSchema = z
  .string()
  .regex(/^G-[1-9]\d{0,8}$/)
  .brand<'GoalId'>();
export type GoalId = z.infer<typeof GoalIdSchema>;

/** Names one order of one goal; the order's answer must bear it. Form: `<run>.<number>`. */
export const EffectIdSchema = z
  .string()
  .regex(/^\d+\.\d+$/)
  .brand<'EffectId'>();
export type EffectId = z.infer<typeof EffectIdSchema>;

/** The handle with that number. */
export const goalIdOf = (number: number): GoalId => GoalIdSchema.parse(`G-${number}`);

/** The number in a handle: `G-42` → 42. */
export const goalNumber = (id: GoalId): number => Number(id.slice(2));

/** What people type (`G-42`, `g-42`, `42`) → the handle; undefined when it is none. */
export function parseHandle(text: string): GoalId | undefined {
  const match = /^(?:g-)?([1-9]\d{0,8})$/i.exec(text.trim());
  return match ? goalIdOf(Number(match[1])) : undefined;
}
