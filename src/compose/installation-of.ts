import type { Config, TriggerConfig } from '../config/config.ts';
import type { Installation } from '../domain/project.ts';
import type { Trigger } from '../domain/rules/trigger.ts';

/** What the verbs, and whatever dispatches goals, know of the configuration. */
export const installationOf = ({
  projects,
  access,
  concurrency,
  hooks,
  agents,
  recurring,
  replies,
  people,
  triggers,
}: Config): Installation => ({
  projects,
  access,
  people,
  triggers: Object.fromEntries(Object.values(triggers).map((trigger) => [trigger.name, facts(trigger)])),
  slots: concurrency,
  replies,
  schedules: recurring.schedules,
  templates: recurring.templates,
  digestAfterMs: recurring.digestAfterMs,
  hooks: { shell: hooks.shell, nats: hooks.natsUrl !== undefined, secrets: Object.keys(hooks.secrets) },
  agents: Object.fromEntries(
    Object.values(agents).map(({ name, kind, models }) => [name, { name, kind, models }]),
  ),
});

/** Whatever dispatches has no use for the secret. */
const facts = ({ name, project, text, channel, agent, model }: TriggerConfig): Trigger => ({
  name,
  project,
  text,
  ...(channel === undefined ? {} : { channel }),
  ...(agent === undefined ? {} : { agent }),
  ...(model === undefined ? {} : { model }),
});
