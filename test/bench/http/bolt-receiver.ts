import { App, HTTPReceiver } from '@slack/bolt';

/** The baseline by itself: Bolt's own HTTP receiver, which checks the signature, acknowledges and does nothing else. */
const receiver = new HTTPReceiver({ signingSecret: process.argv[2] ?? '', endpoints: '/slack/events' });
const app = new App({
  receiver,
  convoStore: false,
  authorize: async () => ({ botToken: 'xoxb-none', botUserId: 'U0DROVER', botId: 'B0DROVER' }),
});
app.command(/^\//u, async ({ ack }) => ack({ response_type: 'ephemeral', text: 'G-1 is already paused' }));
const server = await app.start(0);
const address = 'address' in server ? server.address() : null;
process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : 0}\n`);
