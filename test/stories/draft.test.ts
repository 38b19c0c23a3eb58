import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import {
  createHelperModel,
  type HelperModel,
  type HelperModelRequest,
} from '../support/helper-model/create-helper-model.ts';
import { helperFaults, type HelperReplyInput } from '../support/helper-model/helper-reply.ts';
import { whenEnded } from '../support/whole/goals.ts';
import { makeInstallation, scripts, type Installation } from '../support/whole/installation.ts';
import { openStage, type Stage } from '../support/whole/stage.ts';
import { until } from '../support/until.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const goal = {
  title: 'Mend the cart',
  description: 'The sum of the cart is wrong.',
  acceptance: ['npm test'],
  priority: 2,
  model: 'nobody has it',
};

const opened: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close();
});

async function helperModel(goalReply: HelperReplyInput): Promise<HelperModel> {
  const model = await createHelperModel((request) => replyTo(request, goalReply));
  opened.push(model);
  return model;
}

const formOf = ({ body }: HelperModelRequest): string => JSON.stringify(body.response_format ?? '');

function replyTo(request: HelperModelRequest, goalReply: HelperReplyInput): HelperReplyInput {
  if (formOf(request).includes('"name":"goal"')) return goalReply;
  if (formOf(request).includes('model_choice')) return { json: { model: 'large', why: 'sums are hard' } };
  return { text: 'The cart was mended.' };
}

async function install(config: (source: string) => object): Promise<Installation> {
  const installation = await makeInstallation(config);
  opened.push({ close: () => installation.remove() });
  return installation;
}

const mender = { kind: 'scripted', script: scripts.rightAtOnce, models: ['small', 'large'] };

test('a few words become a draft, which outlives drover, and approved a goal with an agent and a model that were chosen', async () => {
  const model = await helperModel({ json: goal });
  const env = { LOCAL_LLM_URL: model.url, LOCAL_LLM_MODEL: 'small' };
  const installation = await install((source) => ({
    projects: { cart: { source } },
    agents: { broken: { kind: 'claude', command: '/nowhere/claude' }, mender },
  }));
  let drover = await installation.start(env);
  const draft = await drover.verb('draft', { text: 'the cart is wrong', flags: { turns: 3 } });
  expect(draft).toMatchObject({ ok: true, data: { title: goal.title, by: 'the helper model (small)' } });
  expect(draft.text).toContain(
    "/goal run --project cart --accept 'npm test' --priority 2 --turns 3 Mend the cart",
  );
  const request = draft.data?.['request'];

  await drover.end('SIGKILL');
  drover = await installation.start(env);
  const [first, second] = await Promise.all([
    drover.verb('approve', { flags: { request } }),
    drover.verb('approve', { flags: { request } }),
  ]);
  expect([first.goal, second.goal]).toEqual(['G-1', 'G-1']);
  const ended = await whenEnded(drover, 'G-1');
  expect(ended).toMatchObject({ state: 'done', spec: { text: `${goal.title}\n\n${goal.description}` } });
  expect(ended.turns[0]).toMatchObject({ agent: 'mender', model: 'large' });
  const { text } = await drover.verb('status', { goal: 'G-1' });
  expect(text).toContain('mender (large): it has the least to do (0 goals); mender (large): sums are hard');
  const cost = await drover.verb('cost', { goal: 'G-1' });
  expect(cost.text).toMatch(/Helper model.*apart from the budget/);
  expect(cost.data).toMatchObject({ helperUsage: { input: 200 } });
});

test('without a model that answers an agent is asked, in a folder of its own that is removed', async () => {
  const model = await helperModel(helperFaults.unauthorized());
  const thinker = {
    kind: 'scripted',
    script: { turns: [[{ edit: { path: 'thoughts.txt', write: 'hm' } }, { say: JSON.stringify(goal) }]] },
  };
  const silent = { kind: 'scripted', script: { turns: [[{ say: 'I know nothing.' }]] } };
  const installation = await install((source) => ({
    projects: { cart: { source, agent: 'thinker' } },
    agents: { silent, thinker },
  }));
  const drover = await installation.start({ LOCAL_LLM_URL: model.url, LOCAL_LLM_MODEL: 'small' });
  const draft = await drover.verb('draft', { text: 'the cart is wrong' });
  expect(draft).toMatchObject({ ok: true, data: { title: goal.title, by: 'thinker' } });
  expect(await readdir(join(installation.home, 'drafts'))).toEqual([]);
});

test('in Slack a draft that takes its time is answered late, through the command’s response_url', async () => {
  const model = await helperModel({ json: goal, delayMs: 3500 });
  const stage: Stage = await openStage({ env: { LOCAL_LLM_URL: model.url, LOCAL_LLM_MODEL: 'small' } });
  opened.push(stage);
  expect(await stage.type('U0ALICE', 'draft the cart is wrong')).toContain('Still');
  const late = await until('the draft', async () => JSON.stringify(stage.state.responses.at(0)?.body));
  expect(late).toContain('Mend the cart');
  const request = /R-[0-9A-Z]{6}/.exec(late)?.[0] ?? '';
  expect(await stage.type('U0ALICE', `approve ${request}`)).toContain('G-1 is on its way');
});
