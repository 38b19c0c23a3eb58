import type { Config } from '../config/config.ts';
import type { Installation } from '../domain/project.ts';

/** What the verbs, and whatever dispatches goals, know of the configuration. */
export const installationOf = ({
  projects,
  access,
  concurrency,
  hooks,
  agents,
  recurring,
  replies,
}: Config): Installation => ({
  projects,
  access,
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
