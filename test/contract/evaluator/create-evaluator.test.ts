import { createEvaluator } from '../../../adapters/evaluators/create-evaluator.ts';
import { bare } from '../../support/core/evaluation.ts';
import { changesContract } from './changes.contract.ts';
import { evaluatorContract } from './evaluator.contract.ts';
import { functionContract } from './function.contract.ts';
import { judgeContract } from './judge.contract.ts';
import type { MakeEvaluator } from './lab.ts';

const make: MakeEvaluator = (more = {}) =>
  createEvaluator({ childEnv: { PATH: process.env['PATH'] ?? '' }, killAfterMs: 500, ...bare, ...more });

for (const contract of [evaluatorContract, changesContract, functionContract, judgeContract])
  contract('on this machine', make);
