import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { buildElaborate } from '../../../src/compose/helper/build-elaborate.ts';
import { assembleConfig } from '../../../src/config/assemble-config.ts';
import { noUsage } from '../../../src/domain/turn.ts';
import type { Agent, TurnRequest } from '../../../src/ports/agent.ts';
import type { Tools } from '../../../src/runner/perform/performer.ts';
import { createRunnerWorld } from '../../support/core/runner-world.ts';
import { helperFaults, type HelperReplyInput } from '../../support/helper-model/helper-reply.ts';
import { createHelperStage } from './support/helper-stage.ts';

const proposal = { title: 'Mend it', description: 'It is red.', acceptance: [], priority: 3 };
const question = { system: 's', prompt: 'p' };

async function stage(reply: HelperReplyInput, helpers: object = {}) {
  const home = await mkdtemp(join(tmpdir(), 'drover-elaborate-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const { helper, model } = await createHelperStage([reply]);
  const asked: TurnRequest[] = [];
  const agent = {
    name: 'claude',
    runTurn: async (request: TurnRequest) => {
      asked.push(request);
      return { outcome: 'finished', text: JSON.stringify(proposal), usage: noUsage, denials: [] };
    },
  } as unknown as Agent;
  const config = assembleConfig({ value: { helpers }, env: { DROVER_HOME: home }, cwd: home });
  if (!config.ok) throw new Error(JSON.stringify(config.problems));
  const tools: Partial<Tools> = {
    helper,
    agents: new Map([['claude', agent]]),
    bill: (_agent, usage) => usage,
    homeId: 'home-1',
  };
  const { runtime } = createRunnerWorld();
  return { ...buildElaborate(config.config, runtime, tools as Tools), model, asked };
}

test('a delivery that is repeated while its draft is made joins it', async () => {
  const { elaborate, model } = await stage({ json: proposal });
  const [one, same] = await Promise.all([elaborate(question, 'd-1'), elaborate(question, 'd-1')]);
  expect(same).toEqual(one);
  expect(model.requests).toHaveLength(1);
  await elaborate(question, 'd-2');
  expect(model.requests).toHaveLength(2);
});

test('agents are asked under a tag that no start of drover takes for a goal’s', async () => {
  const { elaborate, asked } = await stage(helperFaults.unauthorized());
  expect(await elaborate(question, 'd-1')).toMatchObject({ ok: true, by: 'claude' });
  expect(asked[0]?.tag).toMatch(/^home-1-drafts\/draft\//);
});

test('where drafts are switched off no agent is asked either', async () => {
  const { elaborate, asked } = await stage(helperFaults.unauthorized(), { elaborate: false });
  expect(await elaborate(question, 'd-1')).toMatchObject({ ok: false });
  expect(asked).toEqual([]);
});

test('when drover goes, what is under way ends', async () => {
  const { elaborate, stop, model } = await stage(helperFaults.hang());
  const reason = elaborate(question, 'd-1').then(
    () => undefined,
    (error: unknown) => error,
  );
  await expect.poll(() => model.requests).toHaveLength(1);
  await stop();
  expect(await reason).toMatchObject({ code: 'SHUTTING_DOWN' });
});
