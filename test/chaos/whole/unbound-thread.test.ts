import { afterEach, expect, test } from 'vitest';
import { addFault } from '../../support/slack-emulator/faults.ts';
import { command, remark, rootOf } from '../../support/torture/people/deliveries.ts';
import { calmLife } from '../../support/torture/deaths/lives.ts';
import { people } from '../../support/torture/configuration.ts';
import { channel, setStage, type Stage } from '../../support/torture/stage.ts';
import { until } from '../../support/until.ts';
import { addMessage } from '../../support/slack-emulator/sender.ts';

let stage: Stage;
let end: () => Promise<unknown>;
afterEach(async () => {
  await end();
  await stage.remove();
});

test('what is said in the thread of a card that drover does not know yet is not lost', async () => {
  stage = await setStage(1);
  const drover = await calmLife(stage);
  end = () => drover.end('SIGKILL');
  const [user] = people;
  const { state } = stage.slack;
  const talk = addMessage(state, { channel, user, text: 'lunch?' });
  // The card stands in the channel, but drover does not get to know its id before it has looked for it.
  addFault(state, { kind: 'store-then-500', method: 'chat.postMessage' });
  await command(stage, { verb: 'run', text: 'task', user }, 'run --project alpha task');
  const root = await until('the card', () => rootOf(stage, 'G-1'));
  await remark(stage, { verb: 'say', goal: 'G-1', text: 'mind the cents', user }, root.ts);
  const told = async () => {
    const { messages } = (await drover.get('/api/goals/G-1')) as { messages: { text: string }[] };
    return messages.map(({ text }) => text);
  };
  expect(await told()).toEqual(['mind the cents']);
  await remark(stage, { verb: 'say', text: 'talk between people', user }, talk.ts);
  expect(await told()).toEqual(['mind the cents']);
});
