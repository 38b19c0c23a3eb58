import { claudeHarness } from '../harness/claude.ts';
import { scriptedHarness } from '../harness/scripted.ts';
import { newRequest } from '../turn-request.ts';

/**
 * Another drover, as far as an agent can tell: starts a turn that is held, prints what it hears, and waits to be killed.
 * Arguments: name of the agent, folder of the turn, id of the session.
 */
const [name, root = '', session = ''] = process.argv.slice(2);
const harness = name === 'claude' ? claudeHarness : scriptedHarness;
const request = newRequest(root, {
  session,
  onEvent: (event) => process.stdout.write(`${JSON.stringify(event)}\n`),
});
await harness.make('is-held', root).runTurn(request, new AbortController().signal);
