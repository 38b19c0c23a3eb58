import { webApi } from '@slack/bolt';
import { toError } from '../../../src/domain/errors.ts';
import { boltLogger } from './bolt-logger.ts';
import { callSlack, clientOptions } from './call-slack.ts';
import { newState, type SlackOptions } from './slack-state.ts';

/** What Slack says to one of the tokens. */
export interface TokenCheck {
  readonly token: 'bot token' | 'app token';
  readonly ok: boolean;
  readonly detail: string;
}

/** Asks Slack about each configured token. Nothing is posted; an opened socket address is left unused. */
export async function checkSlack(options: SlackOptions, signal: AbortSignal): Promise<readonly TokenCheck[]> {
  const slack = newState(options, boltLogger(options.logger));
  const bot = await callSlack(slack, signal, (client) => client.auth.test());
  const checks: TokenCheck[] = [
    bot.ok
      ? { token: 'bot token', ok: true, detail: `${bot.value.user} in ${bot.value.team}` }
      : { token: 'bot token', ok: false, detail: describe(bot.failure) },
  ];
  if (options.appToken === undefined) return checks;
  try {
    await new webApi.WebClient(options.appToken, clientOptions(slack, signal)).apps.connections.open();
    return [...checks, { token: 'app token', ok: true, detail: 'sockets may be opened' }];
  } catch (error) {
    return [...checks, { token: 'app token', ok: false, detail: toError(error).message }];
  }
}

const describe = (failure: object): string =>
  'message' in failure ? String(failure.message) : JSON.stringify(failure);
