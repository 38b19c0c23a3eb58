import { createEvaluator } from '../../../adapters/evaluators/create-evaluator.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { evaluatorContract } from './evaluator.contract.ts';

evaluatorContract('on this machine', () =>
  createEvaluator({
    childEnv: { PATH: process.env['PATH'] ?? '' },
    killAfterMs: 500,
    clock: systemClock,
  }),
);
