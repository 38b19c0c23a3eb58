import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../../../../adapters/chat/slack/parse/parse-command.ts';
import { typedForm } from '../../../../../../adapters/chat/slack/forms/typed-form.ts';

const command = {
  token: 'x',
  team_id: 'T1',
  channel_id: 'C1',
  user_id: 'U1',
  user_name: 'ann',
  command: '/goal',
  text: 'run --accept "npm test" fix &lt;it&gt;',
  trigger_id: '13345224609.738474920.8088930838d88f008e0',
};

describe('a slash command', () => {
  it('becomes a request of the person, for the channel, named after its trigger', () => {
    expect(parseCommand(command, 1234)).toEqual({
      line: 'run --accept "npm test" fix <it>',
      triggerId: command.trigger_id,
      message: {
        deliveryId: 'slack:T1:trigger:13345224609.738474920.8088930838d88f008e0',
        at: 1234,
        actor: { platform: 'slack', user: 'U1', name: 'ann' },
        place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
        request: { form: 'line', line: 'run --accept "npm test" fix <it>' },
      },
    });
  });

  it('may be empty, and keeps the line breaks of its text', () => {
    expect(parseCommand({ ...command, text: undefined }, 0)?.line).toBe('');
    expect(parseCommand({ ...command, text: 'run one\ntwo' }, 0)?.line).toBe('run one\ntwo');
  });

  it.each(['team_id', 'channel_id', 'user_id', 'trigger_id'])('is nothing without %s', (field) => {
    expect(parseCommand({ ...command, [field]: undefined }, 0)).toBeUndefined();
  });

  it('never throws, whatever arrives', () => {
    fc.assert(
      fc.property(fc.anything(), (body) => {
        expect(() => parseCommand(body, 0)).not.toThrow();
      }),
    );
  });

  it.each([
    ['run', 'form/run'],
    [' RUN ', 'form/run'],
    ['say G-12', 'form/say/G-12'],
    ['interrupt g-3', 'form/say/G-3'],
    ['budget 7', 'form/budget/G-7'],
    ['answer', 'form/answer'],
    ['run fix it', undefined],
    ['run G-1', undefined],
    ['say G-1 hello', undefined],
    ['pause G-1', undefined],
    ['', undefined],
  ])('%j opens the form %j', (line, act) => {
    expect(typedForm(line)).toBe(act);
  });
});
