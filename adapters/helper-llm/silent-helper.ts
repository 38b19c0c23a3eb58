import { noUsage } from '../../src/domain/turn.ts';
import type { HelperLlm } from '../../src/ports/helper-llm.ts';

/** Stands for the helper model where none is configured: every use falls back. */
export const silentHelper: HelperLlm = {
  isOn: () => false,
  ask: async () => ({ ok: false, problem: 'off', message: 'no helper model is configured', usage: noUsage }),
};
