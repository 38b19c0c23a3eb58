import type { HookOutlets } from '../../src/ports/hooks/hook-outlets.ts';
import { usualActMs, type HookOptions } from './hook-options.ts';
import { createPublisher } from './nats/create-publisher.ts';
import { runCommand } from './shell/run-command.ts';
import { callWebhook } from './webhook/call-webhook.ts';

/** The ways out of drover that hooks have: those that are configured. */
export function createHookOutlets(options: HookOptions): HookOutlets {
  const { natsUrl, commandEnv, redact, actMs = usualActMs } = options;
  const publisher = natsUrl === undefined ? undefined : createPublisher({ ...options, natsUrl, actMs });
  return {
    webhook: (call, signal) => callWebhook({ ...call, body: redact(call.body) }, actMs, signal),
    ...(publisher === undefined
      ? {}
      : { nats: (call, signal) => publisher.publish({ ...call, body: redact(call.body) }, signal) }),
    ...(commandEnv === undefined
      ? {}
      : { shell: (call, signal) => runCommand(call, { env: commandEnv, actMs }, signal) }),
    close: async () => publisher?.close(),
  };
}
